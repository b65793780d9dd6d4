package dev.tributary.etl.core.internal.engine.worker;

import dev.tributary.etl.core.internal.engine.run.UnitEnd;
import dev.tributary.etl.core.internal.ledger.UnitKind;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.util.concurrent.atomic.AtomicLong;

/** What one worker process did since it began. Thread-safe; numbers only rise. */
public final class WorkerTally {
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

    void done(UnitEnd end) {
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

    void failed(Problem problem) {
        if (problem.code() == StandardError.LEASE_LOST) {
            leasesLost.incrementAndGet();
        } else {
            failed.incrementAndGet();
        }
    }

    /** A job that this process led was taken over by another. */
    void leaseLost() {
        leasesLost.incrementAndGet();
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
