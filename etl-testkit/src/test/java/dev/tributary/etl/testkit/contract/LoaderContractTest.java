package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.testkit.contract.FolderLoader.Defect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A right loader passes the contract, and each wrong one is caught by the test that is there for it. */
class LoaderContractTest extends LoaderContract {
    @TempDir
    private Path wrongs;

    private final AtomicInteger count = new AtomicInteger();

    private static class Over extends LoaderContract {
        private final Path root;
        private final Defect defect;

        Over(Path root, Defect defect) {
            this.root = root;
            this.defect = defect;
        }

        @Override
        protected Loader newLoader(Path home) {
            return new FolderLoader(root.resolve(home), defect);
        }

        @Override
        protected Map<String, String> published(Path home, List<LoadReceipt> receipts) throws Exception {
            return PublishedFiles.of(root.resolve(home));
        }

        @Override
        protected Optional<DataRecord> unloadable() {
            return bad();
        }
    }

    private static Optional<DataRecord> bad() {
        return Optional.of(SampleRecords.TYPE.record(Origin.ofFile(0, "x"), "bad", null, null, null, null));
    }

    @Override
    protected Loader newLoader(Path home) {
        return new FolderLoader(home, Defect.NONE);
    }

    @Override
    protected Map<String, String> published(Path home, List<LoadReceipt> receipts) throws Exception {
        return PublishedFiles.of(home);
    }

    @Override
    protected Optional<DataRecord> unloadable() {
        return bad();
    }

    private interface ContractTest {
        void run(LoaderContract contract) throws Exception;
    }

    private void requireCaught(Defect defect, ContractTest test) {
        var contract = new Over(wrongs.resolve(Integer.toString(count.incrementAndGet())), defect);
        contract.folder(Path.of(""));
        assertThatThrownBy(() -> test.run(contract)).as("%s", defect).isInstanceOf(AssertionError.class);
    }

    /** So what is caught below is the defect. */
    @Test
    void without_a_defect_nothing_is_caught() {
        assertThatThrownBy(() -> requireCaught(
                        Defect.NONE, LoaderContract::a_late_attempt_with_a_lower_fence_never_changes_the_result))
                .hasMessageContaining("Expecting code to raise a throwable");
    }

    @Test
    void a_unit_that_is_there_twice_is_seen() {
        requireCaught(Defect.APPENDS, LoaderContract::a_unit_opened_again_after_its_commit_is_there_once);
        requireCaught(Defect.APPENDS, LoaderContract::a_crash_between_any_two_calls_then_all_again_gives_the_same);
        requireCaught(Defect.APPENDS, LoaderContract::finishing_and_publishing_again_changes_nothing);
    }

    @Test
    void records_that_stay_without_finish_are_seen() {
        requireCaught(Defect.WRITES_AT_ONCE, LoaderContract::a_task_that_is_closed_without_finish_leaves_nothing);
    }

    @Test
    void a_late_attempt_that_wins_is_seen() {
        requireCaught(Defect.WRITES_FENCE, LoaderContract::a_late_attempt_with_a_lower_fence_never_changes_the_result);
    }

    @Test
    void a_publication_that_is_not_idempotent_is_seen() {
        requireCaught(Defect.PUBLISHES_TWICE, LoaderContract::finishing_and_publishing_again_changes_nothing);
    }

    @Test
    void a_result_that_depends_on_the_order_of_units_is_seen() {
        requireCaught(Defect.KEEPS_WRITE_ORDER, LoaderContract::units_may_be_loaded_in_any_order);
    }

    @Test
    void a_batch_that_replaces_the_one_before_is_seen() {
        requireCaught(Defect.LOSES_BATCHES, LoaderContract::batches_of_any_size_give_the_same);
    }

    @Test
    void rejected_records_that_count_as_written_are_seen() {
        requireCaught(Defect.COUNTS_REJECTS, LoaderContract::a_record_that_cannot_be_stored_costs_no_neighbour);
    }

    @Test
    void units_that_another_job_writes_over_are_seen() {
        requireCaught(Defect.SHARES_UNITS, LoaderContract::a_job_that_another_came_into_ends_as_if_it_had_been_alone);
    }
}
