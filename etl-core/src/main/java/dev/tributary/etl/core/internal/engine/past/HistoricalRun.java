package dev.tributary.etl.core.internal.engine.past;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.run.Failures;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.RunOutcome.Status;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.spi.event.EtlEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run of several releases, oldest first: each is a run of its own with its own job and its own lease, those that are loaded are passed over, and the
 * first that does not end well ends all. What is published last is the newest that is loaded.
 */
public final class HistoricalRun {
    private static final Logger LOG = LoggerFactory.getLogger(HistoricalRun.class);

    private final JobPlan plan;
    private final Home home;
    private final RunSignals signals;
    private final List<String> notes = new ArrayList<>();

    public HistoricalRun(JobPlan plan, Home home, RunSignals signals) {
        this.plan = plan;
        this.home = home;
        this.signals = signals;
    }

    /** Runs to an end; never throws for what went wrong. {@code run} does one release. The outcome is that of the last one that was begun. */
    public RunOutcome run(PastReleases releases, Function<JobPlan, RunOutcome> run) {
        try {
            return through(releases.schedule(home.host(), Optional.of(home)), run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return without(signals.stopStatus(), Optional.empty());
        } catch (RuntimeException e) {
            // Whatever an extractor throws is this run's failure and not its host's.
            LOG.warn("Cannot tell which releases there are", e);
            return without(Status.FAILED, Optional.of(e));
        }
    }

    private RunOutcome without(Status status, Optional<RuntimeException> failure) {
        return new RunOutcome(
                status,
                Optional.empty(),
                List.of(),
                Counts.ZERO,
                List.of(),
                notes,
                failure.map(Failures::problem),
                List.of());
    }

    private RunOutcome through(Schedule schedule, Function<JobPlan, RunOutcome> run) {
        if (!schedule.later().isEmpty()) {
            notes.add("Left to the next run, for release.batch: " + String.join(", ", schedule.later()) + ".");
        }
        var turns = schedule.turns();
        for (int i = 0; i < turns.size() - 1; i++) {
            var outcome = run.apply(plan.of(turns.get(i)));
            if (!isOk(outcome) || signals.draining()) {
                return stopped(outcome, turns, i);
            }
            notes.add("Release " + turns.get(i) + ": " + word(outcome.status()) + ", "
                    + outcome.counts().loaded() + " records loaded.");
            notes.addAll(outcome.notes());
            ended(outcome);
        }
        var last = run.apply(plan.of(turns.get(turns.size() - 1)));
        return isOk(last) ? noted(last, last.status()) : stopped(last, turns, turns.size() - 1);
    }

    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isOk(RunOutcome outcome) {
        return outcome.status() == Status.COMPLETED || outcome.status() == Status.UNCHANGED;
    }

    private RunOutcome stopped(RunOutcome outcome, List<String> turns, int at) {
        int left = turns.size() - 1 - at;
        notes.add("Stopped at release " + turns.get(at) + (left == 0 ? "" : ", with " + left + " to go behind it")
                + "; run again to go on there.");
        return noted(outcome, isOk(outcome) ? signals.stopStatus() : outcome.status());
    }

    private RunOutcome noted(RunOutcome outcome, Status status) {
        notes.addAll(outcome.notes());
        return new RunOutcome(
                status,
                outcome.job(),
                outcome.files(),
                outcome.counts(),
                outcome.outputs(),
                notes,
                outcome.failure(),
                outcome.firstRejects());
    }

    /** Each release is a run to those who listen; the end of the last is told with the report. */
    private void ended(RunOutcome outcome) {
        var counts = outcome.counts();
        signals.publish(new EtlEvent.RunEnded(
                plan.names().dataset(),
                home.clock().instant(),
                outcome.job().map(Job::id),
                word(outcome.status()),
                counts.read(),
                counts.loaded(),
                counts.rejected(),
                outcome.failure()));
    }
}
