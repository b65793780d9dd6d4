package dev.tributary.etl.core.internal.engine.past;

import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.JobStatus;
import dev.tributary.etl.core.internal.ledger.Ledger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is done with each release of a range.
 *
 * @param loaded those that a finished job of this configuration has loaded
 * @param turns what this run goes through, oldest first; the last is the newest that is loaded then, so that it is what readers find: there is nothing to do
 *     for it when it is already
 * @param later those that are left to the next run
 */
public record Schedule(List<String> loaded, List<String> turns, List<String> later) {
    private static final int JOBS = 100_000;

    /** Of a dataset that asks for one release: there is nothing to tell them apart by. */
    public static Schedule ofOne() {
        return new Schedule(List.of(), List.of(), List.of());
    }

    /** {@code ledger}: empty when nothing was ever run. */
    public static Schedule of(JobPlan plan, ReleaseRange range, List<String> offered, Optional<Ledger> ledger) {
        var wanted = range.of(offered);
        var known = ledger.map(l -> finished(plan, l)).orElse(Set.of());
        var loaded = wanted.stream().filter(known::contains).toList();
        var missing =
                wanted.stream().filter(release -> !known.contains(release)).toList();
        int turn = Math.min(range.batch().orElse(missing.size()), missing.size());
        var turns = new ArrayList<>(missing.subList(0, turn));
        wanted.stream()
                .filter(release -> known.contains(release) || turns.contains(release))
                .reduce((older, newer) -> newer)
                .filter(newest ->
                        turns.isEmpty() || !turns.get(turns.size() - 1).equals(newest))
                .ifPresent(turns::add);
        return new Schedule(loaded, List.copyOf(turns), List.copyOf(missing.subList(turn, missing.size())));
    }

    private static Set<String> finished(JobPlan plan, Ledger ledger) {
        var names = plan.names();
        var finished = new HashSet<String>();
        for (Job job : ledger.jobs(Optional.of(names.dataset()), JOBS)) {
            var draft = job.draft();
            if (job.status() == JobStatus.COMPLETED
                    && draft.configHash().equals(names.configHash())
                    && draft.plugins().equals(names.plugins())) {
                finished.add(draft.externalVersion());
            }
        }
        return finished;
    }
}
