package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.Scratch;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.run.CountsLaw;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.RunOutcome.Status;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import dev.tributary.etl.core.internal.engine.unit.StageSet;
import dev.tributary.etl.core.internal.ledger.JdbiLedger;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.SqliteDatabase;
import dev.tributary.etl.core.internal.store.Durability;
import dev.tributary.etl.core.internal.store.LocalObjectStore;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.lock.Lease;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run of everything but load: the same files, units, retries, duplicates and limits, over a ledger of its own that is deleted with it. Verified raw
 * files stay for the run that follows; there is no job, no output and no release.
 */
public final class Rehearsal extends JobRun {
    private final Scratch scratch;
    private @Nullable Ledger ledger;
    private @Nullable ObjectStore units;

    public Rehearsal(JobPlan plan, Home home, Optional<Instant> asOf, RunSignals signals) {
        super(plan.unloaded(), home, asOf, signals);
        this.scratch = Scratch.of(home.folder(), plan.names().dataset());
    }

    @Override
    public RunOutcome run() {
        try {
            return super.run();
        } finally {
            close();
        }
    }

    private void close() {
        if (ledger != null) {
            ledger.close();
        }
        try {
            if (units != null) {
                units.close();
            }
            scratch.close();
        } catch (IOException e) {
            // The next run of the dataset clears its scratch folders.
            signals.leftBehind(e);
        }
    }

    /** Repairs nothing: a release that is not in order is for a run to mend. */
    @Override
    protected List<String> prepare() throws IOException {
        ledger = new JdbiLedger(SqliteDatabase.open(scratch.folder().resolve("ledger.db")));
        return List.of();
    }

    @Override
    protected Ledger ledger() {
        return ledger == null ? home.ledger() : ledger;
    }

    @Override
    ObjectStore unitStore() throws IOException {
        var known = units;
        if (known == null) {
            known = new LocalObjectStore(scratch.folder(), Durability.ESSENTIAL);
            units = known;
        }
        return known;
    }

    @Override
    RunOutcome finish(Job current, StageSet stages, Lease lease) {
        CountsLaw.check(ledger(), current, files());
        return outcome(Status.COMPLETED, current, List.of());
    }
}
