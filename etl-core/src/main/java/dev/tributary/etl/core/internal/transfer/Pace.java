package dev.tributary.etl.core.internal.transfer;

/** Compares what came with the time that was spent waiting for it; time that the reader itself takes does not count. One thread. */
final class Pace {
    private final Floor floor;
    private long waitedNanos;
    private long bytes;

    Pace(Floor floor) {
        this.floor = floor;
    }

    /** Notes a wait and what it gave; true when a whole period gave less than the floor. */
    boolean isStalled(long nanos, long came) {
        waitedNanos += nanos;
        bytes += came;
        if (waitedNanos < floor.within().toNanos()) {
            return false;
        }
        boolean stalled = bytes < floor.bytes();
        waitedNanos = 0;
        bytes = 0;
        return stalled;
    }
}
