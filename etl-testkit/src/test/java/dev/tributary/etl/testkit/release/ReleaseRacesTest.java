package dev.tributary.etl.testkit.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.release.Commit;
import dev.tributary.etl.core.internal.release.Releases;
import dev.tributary.etl.core.internal.state.FileStateStore;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.core.internal.store.Durability;
import dev.tributary.etl.core.internal.store.LocalObjectStore;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import dev.tributary.etl.spi.state.StateStore;
import dev.tributary.etl.testkit.TestNames;
import dev.tributary.etl.testkit.fault.Fault;
import dev.tributary.etl.testkit.fault.FaultPlan;
import dev.tributary.etl.testkit.fault.FaultyObjectStore;
import dev.tributary.etl.testkit.fault.FaultyStateStore;
import dev.tributary.etl.testkit.memory.MemoryObjectStore;
import dev.tributary.etl.testkit.memory.MemoryStateStore;
import dev.tributary.etl.testkit.process.Together;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs publish at once: while the first stands before any of its operations, the second publishes from start to end. */
class ReleaseRacesTest {
    private interface Making {
        Releases make(ObjectStore objects, StateStore states);
    }

    private interface Disguise {
        ObjectStore over(ObjectStore objects);
    }

    /** Two runs: their fences, and which release the second publishes (the first publishes release 2). */
    private record Runs(long first, long second, int secondRelease) {}

    private static int[] race(long first, long second, Making making, Disguise disguise) throws Exception {
        return race(new Runs(first, second, 3), making, disguise);
    }

    /** Runs the race for every operation at which the first run can stand; returns how often each of the two was refused. */
    private static int[] race(Runs runs, Making making, Disguise disguise) throws Exception {
        int[] refused = new int[2];
        for (int n = 1; ; n++) {
            MemoryObjectStore memory = new MemoryObjectStore();
            MemoryStateStore states = new MemoryStateStore();
            ReleaseWitness witness = new ReleaseWitness(memory, states);
            ObjectStore objects = disguise.over(memory);
            for (int release = 1; release <= 3; release++) {
                ReleaseSamples.putFiles(memory, release);
            }
            making.make(objects, states).publish(ReleaseSamples.draft(1, 1));
            Set<String> published = new TreeSet<>(List.of("job1"));
            Pause pause = new Pause(
                    n,
                    () -> refused[1] +=
                            publish(making.make(objects, states), runs.secondRelease, runs.second, published));
            FaultPlan plan = new FaultPlan(0, Fault.FAILS_BEFORE, () -> {
                witness.check();
                pause.run();
                witness.check();
            });
            Releases paused = making.make(new FaultyObjectStore(objects, plan), new FaultyStateStore(states, plan));
            refused[0] += publish(paused, 2, runs.first, published);
            requireAllKept(witness, published);
            making.make(objects, states).repair(ReleaseSamples.DATASET);
            witness.requireSettled();
            if (!pause.isOver()) {
                return refused;
            }
        }
    }

    private static void requireAllKept(ReleaseWitness witness, Set<String> published) throws Exception {
        witness.check();
        assertThat(witness.jobs()).as("commits that were promised").containsExactlyInAnyOrderElementsOf(published);
    }

    /** 1 when the run was refused as stale. */
    private static int publish(Releases releases, int release, long fence, Set<String> published)
            throws IOException, InterruptedException {
        try {
            releases.publish(ReleaseSamples.draft(release, fence));
            published.add("job" + release);
            return 0;
        } catch (EtlException e) {
            assertThat(e.code()).isEqualTo(StandardError.LEASE_LOST);
            return 1;
        }
    }

    /** Does something once, at the n-th call. */
    private static final class Pause {
        private final int at;
        private final FaultPlan.Check action;
        private int count;

        Pause(int at, FaultPlan.Check action) {
            this.at = at;
            this.action = action;
        }

        void run() throws IOException, InterruptedException {
            count++;
            if (count == at) {
                action.run();
            }
        }

        boolean isOver() {
            return count >= at;
        }
    }

    @Test
    void a_paused_run_that_was_overtaken_is_refused() throws Exception {
        int[] refused = race(2, 3, ReleaseSamples::releases, store -> store);

        assertThat(refused[0]).as("overtaken").isGreaterThan(3);
        assertThat(refused[1]).as("the newer run").isZero();
    }

    @Test
    void a_stale_run_that_wakes_up_in_the_middle_is_refused_once_the_newer_has_committed() throws Exception {
        int[] refused = race(3, 2, ReleaseSamples::releases, store -> store);

        assertThat(refused[0]).as("the newer run").isZero();
        assertThat(refused[1]).as("stale").isGreaterThan(3);
    }

    @Test
    void runs_under_one_fence_both_publish() throws Exception {
        assertThat(race(2, 2, ReleaseSamples::releases, store -> store)).containsExactly(0, 0);
    }

    @Test
    void a_job_that_two_runs_publish_at_once_is_published_once() throws Exception {
        assertThat(race(new Runs(2, 2, 2), ReleaseSamples::releases, store -> store))
                .containsExactly(0, 0);
        assertThat(race(new Runs(3, 2, 2), ReleaseSamples::releases, store -> store)[0])
                .as("the newer run")
                .isZero();
        assertThat(race(new Runs(2, 3, 2), ReleaseSamples::releases, store -> store)[1])
                .as("the newer run")
                .isZero();
    }

    /** The mutant without the fence check. */
    private static final class Unfenced extends Releases {
        Unfenced(ObjectStore objects, StateStore states) {
            super(objects, states, TestNames::encode, Steps.NONE);
        }

        @Override
        protected void refuseStale(Commit last, long fence) {}
    }

    @Test
    void publishing_without_the_fence_check_is_caught() {
        assertThatThrownBy(() -> race(2, 3, Unfenced::new, store -> store))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("fences");
        assertThatThrownBy(() -> race(3, 2, Unfenced::new, store -> store))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("fences");
    }

    /** The mutant whose "create if absent" is a blind write. */
    private record BlindStore(ObjectStore store) implements ObjectStore {
        @Override
        public Optional<StoredObject> putIfAbsent(String key, ByteSource content)
                throws IOException, InterruptedException {
            return Optional.of(store.put(key, content));
        }

        @Override
        public Optional<StoredObject> putIfVersion(String key, ByteSource content, String version)
                throws IOException, InterruptedException {
            return store.putIfVersion(key, content, version);
        }

        @Override
        public Optional<StoredObject> head(String key) throws IOException, InterruptedException {
            return store.head(key);
        }

        @Override
        public InputStream open(StoredObject object, long offset, long length)
                throws IOException, InterruptedException {
            return store.open(object, offset, length);
        }

        @Override
        public StoredObject put(String key, ByteSource content) throws IOException, InterruptedException {
            return store.put(key, content);
        }

        @Override
        public List<StoredObject> list(String prefix, String after, int limit)
                throws IOException, InterruptedException {
            return store.list(prefix, after, limit);
        }

        @Override
        public void delete(String key) throws IOException, InterruptedException {
            store.delete(key);
        }
    }

    @Test
    void commits_that_are_written_blindly_are_caught() {
        assertThatThrownBy(() -> race(2, 3, ReleaseSamples::releases, BlindStore::new))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("commits");
    }

    @Test
    void threads_over_files_get_a_number_each(@TempDir Path folder) throws Exception {
        try (LocalObjectStore store = new LocalObjectStore(folder.resolve("objects"), Durability.ESSENTIAL)) {
            StateStore states = new FileStateStore(folder.resolve("state"), TestNames::encode);
            List<Callable<Long>> runs = new ArrayList<>();
            for (int i = 1; i <= 8; i++) {
                int release = i;
                runs.add(() -> untilPublished(ReleaseSamples.releases(store, states), release));
            }
            List<Long> numbers = Together.run(runs);

            assertThat(numbers)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 8).boxed().toList());
            Releases releases = ReleaseSamples.releases(store, states);
            releases.repair(ReleaseSamples.DATASET);
            assertThat(releases.history(ReleaseSamples.DATASET, 100)).hasSize(8);
        }
    }

    /** Tries again as the engine does: a pointer that moves while it is read is an IOException. */
    private static long untilPublished(Releases releases, int release) throws InterruptedException {
        for (int attempt = 1; attempt < 100; attempt++) {
            try {
                return releases.publish(ReleaseSamples.draft(release, 1)).number();
            } catch (IOException e) {
                assertThat(e).hasMessageMatching(".*(replaced|keep changing).*");
            }
        }
        throw new AssertionError("not published");
    }
}
