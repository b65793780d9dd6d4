package dev.tributary.etl.testkit.fault;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;

/** Counts operations over any number of stores and lets the n-th go wrong, once. Calls {@code afterEach} after every operation, whatever became of it. */
public final class FaultPlan {
    /** An operation of a store. */
    @FunctionalInterface
    public interface Operation<T> {
        T run() throws IOException, InterruptedException;
    }

    /** What a test looks at in between. */
    @FunctionalInterface
    public interface Check {
        void run() throws IOException, InterruptedException;
    }

    private final int failing;
    private final Fault fault;
    private final Check afterEach;
    private int count;

    /** @param failing which operation goes wrong, counted from 1; 0 for none */
    public FaultPlan(int failing, Fault fault, Check afterEach) {
        this.failing = failing;
        this.fault = fault;
        this.afterEach = afterEach;
    }

    /** Whether the fault has happened. */
    public synchronized boolean isOver() {
        return failing > 0 && count >= failing;
    }

    public synchronized int count() {
        return count;
    }

    synchronized <T> T run(String name, Operation<T> operation) throws IOException, InterruptedException {
        count++;
        try {
            return count == failing ? fail(count + ":" + name, operation) : operation.run();
        } finally {
            afterEach.run();
        }
    }

    private <T> T fail(String where, Operation<T> operation) throws IOException, InterruptedException {
        boolean happens = fault == Fault.FAILS_AFTER || fault == Fault.REPLY_LOST || fault == Fault.HALTS_AFTER;
        if (happens) {
            operation.run();
        }
        switch (fault) {
            case FAILS_BEFORE, FAILS_AFTER -> throw new IOException(fault + " at " + where);
            case REPLY_LOST, REQUEST_LOST ->
                throw new EtlException(StandardError.STORE_OUTCOME_UNKNOWN, fault + " at " + where);
            default -> throw new Halted(fault + " at " + where);
        }
    }
}
