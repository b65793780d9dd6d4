package dev.tributary.etl.test.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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
        return Optional.of(first.fault.way());
    }

    synchronized List<CommitFault> happened() {
        return List.copyOf(happened);
    }
}
