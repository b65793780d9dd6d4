package dev.tributary.etl.core.internal.engine.run;

import dev.tributary.etl.core.internal.ledger.UnitKind;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What was done for good since it was made: by one worker, or by all runs and workers of an engine. Thread-safe; numbers only rise. */
public final class WorkTally {
    private final Optional<WorkTally> all;
    private final AtomicLong parsed = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong loaded = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong leasesLost = new AtomicLong();

    /** The numbers at one moment. */
    public record Numbers(
            long unitsParsed,
            long unitsStored,
            long unitsFailed,
            long recordsRead,
            long recordsLoaded,
            long recordsRejected,
            long bytes,
            long leasesLost) {}

    /** Of all. */
    public WorkTally() {
        this.all = Optional.empty();
    }

    /** Of one of those that make up all. */
    public WorkTally(WorkTally all) {
        this.all = Optional.of(all);
    }

    /** A unit was committed. */
    public void done(UnitEnd end) {
        all.ifPresent(tally -> tally.done(end));
        if (end.claim().kind() == UnitKind.PARSE_BATCH) {
            parsed.incrementAndGet();
            bytes.addAndGet(end.bytes());
        } else {
            stored.incrementAndGet();
        }
        var counts = end.counts();
        read.addAndGet(counts.read());
        loaded.addAndGet(counts.loaded());
        rejected.addAndGet(counts.rejected());
    }

    /** An attempt at a unit, or the work on a job, came to this end. */
    public void failed(Problem problem) {
        all.ifPresent(tally -> tally.failed(problem));
        if (problem.code() == StandardError.LEASE_LOST) {
            leasesLost.incrementAndGet();
        } else {
            failed.incrementAndGet();
        }
    }

    public Numbers numbers() {
        return new Numbers(
                parsed.get(),
                stored.get(),
                failed.get(),
                read.get(),
                loaded.get(),
                rejected.get(),
                bytes.get(),
                leasesLost.get());
    }
}
