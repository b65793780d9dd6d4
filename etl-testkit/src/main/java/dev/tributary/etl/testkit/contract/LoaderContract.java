package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.testkit.fault.Halted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every loader does. Extend it, make loaders over a folder, and tell what a reader finds there. Three units of three records are loaded, with
 * every interruption that the engine may be hit by; readers must always find what an undisturbed run leaves.
 */
public abstract class LoaderContract {
    private static final int UNITS = 3;
    private static final String JOB = "test_job";

    @TempDir
    private Path folder;

    /**
     * A loader over what was loaded in a folder, not yet prepared. A second one over the same folder stands for another process, or for this one
     * started again. The contract closes it.
     */
    protected abstract Loader newLoader(Path home) throws Exception;

    /**
     * What a reader finds after publish: names, keys or ids to content, without times, fences and ids that may differ. A loader whose readers go by
     * the release looks only at what the receipts name.
     */
    protected abstract Map<String, String> published(Path home, List<LoadReceipt> receipts) throws Exception;

    /** Record {@code index} of unit {@code unit}, the same at every call, with another key for each: those of {@link SampleRecords} unless overridden. */
    protected DataRecord record(int unit, int index) {
        return SampleRecords.record(unit, index);
    }

    /** What another job has under the key of {@link #record}: the same key, other content. To be overridden with it. */
    protected DataRecord changed(int unit, int index) {
        return SampleRecords.changed(unit, index);
    }

    /** A record that the loader cannot store and rejects; empty when there is none. */
    protected Optional<DataRecord> unloadable() {
        return Optional.empty();
    }

    /** Sets the folder when JUnit does not. */
    void folder(Path other) {
        folder = other;
    }

    private List<DataRecord> unit(int number) {
        return List.of(record(number, 0), record(number, 1), record(number, 2));
    }

    private LoadRun run(String home, long fence) throws Exception {
        return run(home, JOB, fence);
    }

    private LoadRun run(String home, String job, long fence) throws Exception {
        return LoadRun.start(newLoader(folder.resolve(home)), job, fence);
    }

    private LoadRun loadAll(String home, long fence) throws Exception {
        LoadRun run = run(home, fence);
        for (int unit = 0; unit < UNITS; unit++) {
            run.load(unit, unit(unit));
        }
        return run;
    }

    /** What an undisturbed run leaves. */
    private Map<String, String> expected() throws Exception {
        try (LoadRun run = loadAll("undisturbed", 1)) {
            run.publish();
            Map<String, String> found = published("undisturbed", run);
            assertThat(found).as("published").isNotEmpty();
            return found;
        }
    }

    private Map<String, String> published(String home, LoadRun run) throws Exception {
        return published(folder.resolve(home), run.receipts());
    }

    @Test
    void receipts_tell_unit_and_records_and_are_the_same_in_every_run() throws Exception {
        try (LoadRun one = loadAll("one", 1);
                LoadRun two = loadAll("two", 2)) {
            assertThat(one.receipts()).extracting(LoadReceipt::unit).containsExactly(0, 1, 2);
            assertThat(one.receipts()).extracting(LoadReceipt::written).containsExactly(3L, 3L, 3L);
            assertThat(two.receipts()).isEqualTo(one.receipts());
        }
    }

    @Test
    void finishing_and_publishing_again_changes_nothing() throws Exception {
        Map<String, String> expected = expected();
        try (LoadRun run = run("again", 1)) {
            for (int unit = 0; unit < UNITS; unit++) {
                try (LoadTask task = run.open(unit)) {
                    run.write(task, unit(unit));
                    LoadReceipt receipt = run.finish(task);
                    assertThat(task.finish()).isEqualTo(receipt);
                }
            }
            assertThat(run.publish()).isEqualTo(run.publish());
            assertThat(published("again", run)).isEqualTo(expected);
        }
    }

    @Test
    void a_unit_opened_again_after_its_commit_is_there_once() throws Exception {
        Map<String, String> expected = expected();
        try (LoadRun first = loadAll("reopened", 1);
                LoadRun second = run("reopened", 2)) {
            for (int unit = 0; unit < UNITS; unit++) {
                second.load(unit, unit(unit));
            }
            assertThat(second.receipts()).isEqualTo(first.receipts());
            second.publish();
            assertThat(published("reopened", second)).isEqualTo(expected);
        }
    }

    @Test
    void units_may_be_loaded_in_any_order() throws Exception {
        Map<String, String> expected = expected();
        try (LoadRun run = run("backwards", 1)) {
            for (int unit = UNITS - 1; unit >= 0; unit--) {
                run.load(unit, unit(unit));
            }
            run.publish();
            assertThat(published("backwards", run)).isEqualTo(expected);
        }
    }

    @Test
    void batches_of_any_size_give_the_same() throws Exception {
        Map<String, String> expected = expected();
        try (LoadRun run = run("batches", 1)) {
            for (int unit = 0; unit < UNITS; unit++) {
                try (LoadTask task = run.open(unit)) {
                    run.write(task, List.of());
                    for (DataRecord record : unit(unit)) {
                        run.write(task, List.of(record));
                    }
                    run.finish(task);
                }
            }
            run.publish();
            assertThat(published("batches", run)).isEqualTo(expected);
        }
    }

    @Test
    void a_unit_without_records_adds_nothing() throws Exception {
        Map<String, String> expected = expected();
        try (LoadRun run = loadAll("empty", 1)) {
            run.load(UNITS, List.of());
            assertThat(run.receipts().get(UNITS).written()).isZero();
            run.publish();
            assertThat(published("empty", run)).isEqualTo(expected);
        }
    }

    @Test
    void a_task_that_is_closed_without_finish_leaves_nothing() throws Exception {
        Map<String, String> expected = expected();
        try (LoadRun run = run("undone", 1)) {
            try (LoadTask task = run.open(UNITS)) {
                run.write(task, unit(UNITS));
            }
            for (int unit = 0; unit < UNITS; unit++) {
                run.load(unit, unit(unit));
            }
            run.publish();
            assertThat(published("undone", run)).isEqualTo(expected);
        }
    }

    @Test
    void a_crash_between_any_two_calls_then_all_again_gives_the_same() throws Exception {
        Map<String, String> expected = expected();
        boolean crashed = true;
        for (int call = 1; crashed; call++) {
            String home = "crash" + call;
            crashed = crash(home, call);
            try (LoadRun again = loadAll(home, 2)) {
                again.publish();
                assertThat(published(home, again))
                        .as("after a crash behind call %d", call)
                        .isEqualTo(expected);
            }
        }
    }

    /** False when the run had fewer calls. */
    private boolean crash(String home, int call) throws Exception {
        try (LoadRun run = run(home, 1)) {
            return crash(run, call);
        }
    }

    private boolean crash(LoadRun run, int call) throws Exception {
        try {
            run.crashBehind(call);
            for (int unit = 0; unit < UNITS; unit++) {
                run.load(unit, unit(unit));
            }
            run.publish();
            return false;
        } catch (Halted e) {
            return true;
        }
    }

    /** Behind each call of a job another job of the dataset loads and publishes all it has; then the first is run again. */
    @Test
    void a_job_that_another_came_into_ends_as_if_it_had_been_alone() throws Exception {
        Map<String, String> expected = expected();
        boolean crashed = true;
        for (int call = 1; crashed; call++) {
            String home = "between" + call;
            try (LoadRun first = run(home, 1)) {
                crashed = crash(first, call);
                loadOtherJob(home);
                try (LoadRun again = goOn(home, first)) {
                    again.publish();
                    assertThat(published(home, again))
                            .as("another job behind call %d", call)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private void loadOtherJob(String home) throws Exception {
        try (LoadRun other = run(home, "other_job", 2)) {
            for (int unit = 0; unit < UNITS; unit++) {
                other.load(unit, List.of(changed(unit, 0), changed(unit, 1), changed(unit, 2)));
            }
            other.publish();
        }
    }

    /** As the engine does: a job whose units the other may have written over is done again from the start, as another job. */
    private LoadRun goOn(String home, LoadRun first) throws Exception {
        boolean anew = first.publishing() || !keepsUnitsOf(home, first);
        LoadRun again = run(home, anew ? JOB + "_again" : JOB, 3);
        if (!anew) {
            again.resume(first);
        }
        for (int unit = 0; unit < UNITS; unit++) {
            if (!again.isLoaded(unit)) {
                again.load(unit, unit(unit));
            }
        }
        return again;
    }

    private boolean keepsUnitsOf(String home, LoadRun first) throws Exception {
        try (Loader asked = newLoader(folder.resolve(home))) {
            return asked.keepsUnitsOf(first.target());
        }
    }

    @Test
    void a_late_attempt_with_a_lower_fence_never_changes_the_result() throws Exception {
        Map<String, String> expected = expected();
        for (LateMoment moment : LateMoment.values()) {
            String home = "late-" + moment;
            try (LoadRun stale = run(home, 1);
                    LoadTask late = stale.open(0)) {
                stale.write(late, unit(0));
                try (LoadRun winner = loadAll(home, 2)) {
                    if (moment == LateMoment.BEFORE_PUBLISH) {
                        finishLate(late, winner.receipts().get(0));
                    }
                    winner.publish();
                    if (moment == LateMoment.AFTER_PUBLISH) {
                        finishLate(late, winner.receipts().get(0));
                    }
                    assertThat(published(home, winner)).as("%s", moment).isEqualTo(expected);
                    winner.publish();
                    assertThat(published(home, winner))
                            .as("%s, published again", moment)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private enum LateMoment {
        BEFORE_PUBLISH,
        AFTER_PUBLISH,
        NEVER
    }

    /** It may be refused, or leave what the winner left. */
    private static void finishLate(LoadTask late, LoadReceipt winner) throws InterruptedException {
        try {
            assertThat(late.finish()).isEqualTo(winner);
        } catch (IOException | EtlException e) {
            assertThat(e).as("the refusal says why").hasMessageMatching("(?s).{10,}");
        }
    }

    @Test
    void a_late_attempt_that_holds_half_of_the_unit_never_changes_the_result() throws Exception {
        Map<String, String> expected = expected();
        try (LoadRun stale = run("half", 1)) {
            LoadTask late = stale.open(0);
            stale.write(late, List.of(record(0, 0)));
            try (LoadRun winner = loadAll("half", 2)) {
                late.close();
                winner.publish();
                assertThat(published("half", winner)).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_record_that_cannot_be_stored_costs_no_neighbour() throws Exception {
        Optional<DataRecord> bad = unloadable();
        assumeTrue(bad.isPresent(), "the loader rejects nothing: unloadable() is empty");
        Map<String, String> expected = expected();
        try (LoadRun run = run("rejects", 1)) {
            for (int unit = 0; unit < UNITS; unit++) {
                List<DataRecord> records = new ArrayList<>(unit(unit));
                records.add(1, bad.orElseThrow());
                run.load(unit, records);
            }
            assertThat(run.rejected()).hasSize(UNITS).allMatch(bad.orElseThrow()::equals);
            assertThat(run.receipts()).extracting(LoadReceipt::written).containsOnly(3L);
            run.publish();
            assertThat(published("rejects", run)).isEqualTo(expected);
        }
    }
}
