package dev.tributary.etl.core.internal.engine.acquire;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.fetch.DamagedFiles;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.ledger.RawFile;
import java.io.IOException;
import java.util.Optional;

/** Which bytes an organization's files have in a release, as jobs recorded them: other bytes are refused. Those that were found damaged do not count. */
public final class RecordedFiles {
    private final Home home;
    private final String organization;
    private final DamagedFiles damaged;

    public RecordedFiles(Home home, String organization) {
        this.home = home;
        this.organization = organization;
        this.damaged = new DamagedFiles(new RawArea(home.store(), home.folder()), home.store());
    }

    public Optional<RawFile> find(String release, String name) throws IOException, InterruptedException {
        var recorded = home.ledger().recordedFile(organization, release, name);
        return recorded.isPresent() && isDamaged(recorded.get()) ? Optional.empty() : recorded;
    }

    public boolean isDamaged(RawFile file) throws IOException, InterruptedException {
        return damaged.isCondemned(file);
    }
}
