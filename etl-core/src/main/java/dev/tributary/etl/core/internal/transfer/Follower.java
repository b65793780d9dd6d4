package dev.tributary.etl.core.internal.transfer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing with each block, in order, on a thread of its own, a few blocks behind the one that feeds it. For one feeder, who meets whatever
 * fails here; {@link #close} ends the other thread's work.
 */
public final class Follower implements AutoCloseable {
    private static final int BLOCKS = 8;

    private final Consumer<Block> work;
    private final Deque<Block> waiting = new ArrayDeque<>(BLOCKS);
    private boolean busy;
    private boolean closed;
    private @Nullable Throwable failure;

    public Follower(Consumer<Block> work) {
        this.work = work;
    }

    /** Called once, before all else; the executor needs a thread for it until it is closed. */
    public void start(Executor executor) {
        executor.execute(this::follow);
    }

    /** Gives a block away, which is released when the work on it is done. Waits while too many wait. */
    public synchronized void take(Block block) throws InterruptedException {
        while (waiting.size() == BLOCKS) {
            wait();
        }
        rethrow();
        waiting.add(block);
        notifyAll();
    }

    /** Waits until the work on all blocks is done; what it did is then to be seen here. */
    public synchronized void drain() throws InterruptedException {
        while (busy || !waiting.isEmpty()) {
            wait();
        }
        rethrow();
    }

    private void rethrow() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    private void follow() {
        for (var block = next(); block != null; block = next()) {
            try {
                work.accept(block);
                block.release();
            } catch (RuntimeException | Error e) {
                // The feeder must learn of whatever happened here.
                fail(e);
            }
        }
    }

    private synchronized @Nullable Block next() {
        busy = false;
        notifyAll();
        boolean interrupted = false;
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Its feeder is interrupted too and closes it: there is nothing to give up here.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        busy = !closed;
        return waiting.poll();
    }

    private synchronized void fail(Throwable e) {
        failure = failure == null ? e : failure;
    }

    /** Gives up the blocks that wait, and waits until the work on the last one has ended. */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
        boolean interrupted = false;
        while (busy) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
