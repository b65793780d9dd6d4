package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.io.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Files of the raw area that turned out to be damaged when they were read. A mark beside the name tells which bytes they were, so that other bytes may
 * have the name.
 */
public final class DamagedFiles {
    /** The ending of a mark beside a file's name; no other name in the raw area ends so. */
    public static final String MARK = "~damaged";

    private final RawArea raw;
    private final ObjectStore store;

    public DamagedFiles(RawArea raw, ObjectStore store) {
        this.raw = raw;
        this.store = store;
    }

    /**
     * Takes a file out, so that it is fetched anew.
     *
     * @return where it is kept for a look
     */
    public Path condemn(RawFile file, String dataset, String why) throws IOException, InterruptedException {
        SmallText.write(store, file.key() + MARK, file.sha256());
        Path kept;
        try (var in = raw.open(file, 0)) {
            kept = new Quarantine(raw.quarantine(dataset)).keep(in, file.name(), why);
        }
        store.delete(file.key() + RawArea.SIDECAR);
        store.delete(file.key());
        return kept;
    }

    /** Whether these were the bytes that were found damaged under this name, the last time that any were. */
    public boolean isCondemned(RawFile file) throws IOException, InterruptedException {
        return SmallText.read(store, file.key() + MARK).equals(file.sha256());
    }
}
