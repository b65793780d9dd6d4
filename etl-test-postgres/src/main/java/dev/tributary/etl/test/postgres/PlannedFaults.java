package dev.tributary.etl.test.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The faults that a proxy has before it, and those that happened. Thread-safe. */
final class PlannedFaults {
    private final List<Planned> planned = new ArrayList<>();
    private final List<CommitFault> happened = new ArrayList<>();

    private static final class Planned {
        private final CommitFault fault;
        private int met;

        Planned(CommitFault fault) {
            this.fault = fault;
        }

        boolean isDue(Collection<String> statements) {
            boolean meant = statements.stream().anyMatch(sql -> sql.contains(fault.statement()));
            return meant && ++met == fault.time();
        }
    }

    synchronized void plan(CommitFault fault) {
        planned.add(new Planned(fault));
    }

    /** What becomes of the COMMIT of a transaction that has run these statements. */
    synchronized Optional<CommitFault.Way> of(Collection<String> statements) {
        var due = planned.stream().filter(p -> p.isDue(statements)).toList();
        if (due.isEmpty()) {
            return Optional.empty();
        }
        var first = due.get(0);
        planned.remove(first);
        happened.add(first.fault);
        notifyAll();
        return Optional.of(first.fault.way());
    }

    /** Waits until a fault has happened; false when it did not in time. */
    synchronized boolean await(CommitFault fault, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!happened.contains(fault)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized List<CommitFault> withdraw() {
        var left = planned.stream().map(p -> p.fault).toList();
        planned.clear();
        return left;
    }

    synchronized List<CommitFault> happened() {
        return List.copyOf(happened);
    }
}
