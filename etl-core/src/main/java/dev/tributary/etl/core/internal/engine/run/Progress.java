package dev.tributary.etl.core.internal.engine.run;

import java.util.concurrent.atomic.AtomicLong;

/** Figures of a run that is under way; written by its threads, read by anybody. */
public final class Progress {
    private final AtomicLong bytesTotal = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong firstRecordNanos = new AtomicLong();
    private final long startNanos = System.nanoTime();
    private volatile String phase = "starting";

    public String phase() {
        return phase;
    }

    /** Bytes of raw files to read in this phase. */
    public long bytesTotal() {
        return bytesTotal.get();
    }

    public long bytesRead() {
        return bytesRead.get();
    }

    /** Source records of committed and open units. */
    public long records() {
        return records.get();
    }

    public long rejected() {
        return rejected.get();
    }

    /** Seconds from the run's start to its first record at the loaders; 0 when there was none. */
    public double firstRecordSeconds() {
        long at = firstRecordNanos.get();
        return at == 0 ? 0 : (at - startNanos) / 1e9;
    }

    public double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    public void phase(String name, long total) {
        bytesTotal.set(total);
        bytesRead.set(0);
        phase = name;
    }

    public void read(long bytes) {
        bytesRead.addAndGet(bytes);
    }

    public void restartRecords(long done, long rejects) {
        records.set(done);
        rejected.set(rejects);
    }

    public void loaded(long sourceRecords, long rejects) {
        loading();
        parsed(sourceRecords, rejects);
    }

    /** Source records that were parsed, and are loaded later. */
    public void parsed(long sourceRecords, long rejects) {
        records.addAndGet(sourceRecords);
        rejected.addAndGet(rejects);
    }

    /** A record comes to the loaders. */
    public void loading() {
        if (firstRecordNanos.get() == 0) {
            firstRecordNanos.compareAndSet(0, System.nanoTime());
        }
    }
}
