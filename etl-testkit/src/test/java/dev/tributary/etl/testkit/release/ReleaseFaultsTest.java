package dev.tributary.etl.testkit.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.document.Document;
import dev.tributary.etl.core.internal.release.Commit;
import dev.tributary.etl.core.internal.release.Manifest;
import dev.tributary.etl.core.internal.release.ReleaseDraft;
import dev.tributary.etl.core.internal.release.Releases;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.state.StateStore;
import dev.tributary.etl.testkit.TestNames;
import dev.tributary.etl.testkit.fault.Fault;
import dev.tributary.etl.testkit.fault.FaultPlan;
import dev.tributary.etl.testkit.fault.FaultyObjectStore;
import dev.tributary.etl.testkit.fault.FaultyStateStore;
import dev.tributary.etl.testkit.fault.Halted;
import dev.tributary.etl.testkit.memory.BytesSource;
import dev.tributary.etl.testkit.memory.MemoryObjectStore;
import dev.tributary.etl.testkit.memory.MemoryStateStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation of a publication goes wrong in every way; what readers see is checked after each operation. */
class ReleaseFaultsTest {
    private interface Making {
        Releases make(ObjectStore objects, StateStore states);
    }

    /** One history: a release is published, a second one is tried, and tried again by later runs. */
    private static final class History {
        final MemoryObjectStore objects = new MemoryObjectStore();
        final MemoryStateStore states = new MemoryStateStore();
        final ReleaseWitness witness = new ReleaseWitness(objects, states);
        final Making making;
        private long fence = 1;

        History(Making making) throws Exception {
            this.making = making;
            ReleaseSamples.putFiles(objects, 1);
            making.make(objects, states).publish(ReleaseSamples.draft(1, fence));
            witness.check();
        }

        /** A run from its start to its end or its fault. Whether it was undisturbed. */
        boolean run(FaultPlan plan) throws Exception {
            fence++;
            FaultyObjectStore store = new FaultyObjectStore(objects, plan);
            Releases releases = making.make(store, new FaultyStateStore(states, plan));
            try {
                releases.repair(ReleaseSamples.DATASET);
                ReleaseSamples.putFiles(store, 2);
                releases.publish(ReleaseSamples.draft(2, fence));
                return !plan.isOver();
            } catch (IOException | EtlException | Halted e) {
                assertThat(plan.isOver()).as("failed by itself: %s", e).isTrue();
                return false;
            }
        }

        FaultPlan plan(int failing, Fault fault) {
            return new FaultPlan(failing, fault, witness::check);
        }

        /** After the last fault one run suffices, and a further one finds nothing to do. */
        void requireRecovery() throws Exception {
            run(plan(0, Fault.FAILS_BEFORE));
            witness.requireSettled();
            assertThat(witness.jobs()).containsExactly("job1", "job2");
            Releases releases = making.make(objects, states);
            assertThat(releases.repair(ReleaseSamples.DATASET)).isEmpty();
            Optional<StateStore.Entry> before = states.read(ReleaseSamples.DATASET);
            releases.publish(ReleaseSamples.draft(2, fence + 1));
            assertThat(states.read(ReleaseSamples.DATASET)).isEqualTo(before);
            assertThat(witness.jobs()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void any_operation_may_fail(Fault fault) throws Exception {
        assertThat(sweep(fault, ReleaseSamples::releases)).isGreaterThan(20);
    }

    /** Lets the first, second, ... operation fail until none is left; returns how many there were. */
    private static int sweep(Fault fault, Making making) throws Exception {
        for (int n = 1; ; n++) {
            History history = new History(making);
            boolean undisturbed = history.run(history.plan(n, fault));
            history.requireRecovery();
            if (undisturbed) {
                return n - 1;
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_run_that_recovers_may_fail_too(Fault second) throws Exception {
        int pairs = 0;
        for (int n = 1; n <= 25; n++) {
            pairs += sweepBehind(n, second);
        }

        assertThat(pairs).isGreaterThan(400);
    }

    /** The first run halts behind its n-th operation: that leaves the stores in every state that any fault can leave them in. */
    private static int sweepBehind(int n, Fault second) throws Exception {
        for (int m = 1; ; m++) {
            History history = new History(ReleaseSamples::releases);
            history.run(history.plan(n, Fault.HALTS_AFTER));
            boolean undisturbed = history.run(history.plan(m, second));
            history.requireRecovery();
            if (undisturbed) {
                return m - 1;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS_AFTER", "REPLY_LOST", "REQUEST_LOST", "FAILS_BEFORE"})
    void an_unclear_write_of_a_release_object_is_settled_by_looking(Fault fault) throws Exception {
        for (String write : List.of("manifests/", "commits/", "latest.json")) {
            History history = new History(ReleaseSamples::releases);
            ReleaseSamples.putFiles(history.objects, 2);
            FaultPlan plan = new FaultPlan(1, fault, history.witness::check);
            Releases releases =
                    ReleaseSamples.releases(new UnclearWrites(history.objects, write, plan), history.states);

            assertThat(releases.publish(ReleaseSamples.draft(2, 2)).number())
                    .as(write)
                    .isEqualTo(2);
            boolean happened = fault == Fault.FAILS_AFTER || fault == Fault.REPLY_LOST;
            assertThat(plan.count()).as("writes of %s", write).isEqualTo(happened ? 1 : 2);
            history.witness.requireSettled();
        }
    }

    /** The mutant that saves the state before there is a release. */
    private static final class StateFirst extends Releases {
        StateFirst(ObjectStore objects, StateStore states) {
            super(objects, states, TestNames::encode, Steps.NONE);
        }

        @Override
        public Commit publish(ReleaseDraft draft) throws IOException, InterruptedException {
            Manifest m = draft.manifest();
            saveState(new Commit(
                    m.dataset(), 1, m.version(), "", "", m.job(), draft.fence(), draft.state(), m.createdAt()));
            return super.publish(draft);
        }
    }

    @Test
    void state_that_is_saved_before_the_commit_is_caught() {
        assertThatThrownBy(() -> sweep(Fault.HALTS_BEFORE, StateFirst::new))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("published states");
    }

    /** The mutant that takes the pointer's word before there is a commit. */
    @Test
    void a_pointer_that_is_written_before_the_commit_is_caught() {
        assertThatThrownBy(() -> sweep(Fault.HALTS_BEFORE, (objects, states) -> new PointerFirst(objects, states)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("commits, named is 2");
    }

    private static final class PointerFirst extends Releases {
        private final ObjectStore objects;

        PointerFirst(ObjectStore objects, StateStore states) {
            super(objects, states, TestNames::encode, Steps.NONE);
            this.objects = objects;
        }

        @Override
        public Commit publish(ReleaseDraft draft) throws IOException, InterruptedException {
            Manifest m = draft.manifest();
            long number = last(m.dataset()).map(Commit::number).orElse(0L) + 1;
            if (number == 2) {
                objects.put(
                        "releases/" + m.dataset() + "/latest.json",
                        new BytesSource(Document.of(Map.of(
                                        "dataset",
                                        m.dataset(),
                                        "number",
                                        2L,
                                        "version",
                                        m.version(),
                                        "manifest",
                                        "",
                                        "manifest_sha256",
                                        ""))
                                .sealed()
                                .render()));
            }
            return super.publish(draft);
        }
    }
}
