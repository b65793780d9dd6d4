package dev.tributary.etl.testkit.release;

import static dev.tributary.etl.testkit.release.ReleaseSamples.DATASET;
import static dev.tributary.etl.testkit.release.ReleaseSamples.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.release.Commit;
import dev.tributary.etl.core.internal.release.Manifest;
import dev.tributary.etl.core.internal.release.ReleaseDraft;
import dev.tributary.etl.core.internal.release.Releases;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.StoredObject;
import dev.tributary.etl.spi.state.StateStore;
import dev.tributary.etl.testkit.TestNames;
import dev.tributary.etl.testkit.fault.Fault;
import dev.tributary.etl.testkit.fault.FaultPlan;
import dev.tributary.etl.testkit.fault.FaultyObjectStore;
import dev.tributary.etl.testkit.fault.Halted;
import dev.tributary.etl.testkit.memory.MemoryObjectStore;
import dev.tributary.etl.testkit.memory.MemoryStateStore;
import dev.tributary.etl.testkit.memory.TextSource;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleasesTest {
    private static final String FOLDER = "releases/swissprot/";
    private static final String POINTER = FOLDER + "latest.json";

    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final MemoryStateStore states = new MemoryStateStore();
    private final Releases releases = ReleaseSamples.releases(objects, states);

    private static String commitKey(long number) {
        return FOLDER + "commits/0000000" + number + ".json";
    }

    @Test
    void a_release_is_a_manifest_a_commit_a_pointer_and_a_state() throws Exception {
        Commit commit = releases.publish(draft(1, 7));

        assertThat(keys())
                .containsExactly(
                        commitKey(1),
                        POINTER,
                        FOLDER + "manifests/2026_01-" + commit.manifestSha256().substring(0, 16) + ".json");
        assertThat(releases.last(DATASET)).contains(commit);
        assertThat(releases.manifest(commit)).isEqualTo(ReleaseSamples.manifest(1));
        assertThat(states.read(DATASET).orElseThrow().values()).isEqualTo(ReleaseSamples.state(1));
        assertThat(states.read(DATASET).orElseThrow().fence()).isEqualTo(7);
        assertThat(commit.number()).isEqualTo(1);
    }

    @Test
    void the_bytes_of_a_manifest_are_these() throws Exception {
        Commit commit = releases.publish(draft(1, 7));

        assertThat(read(commit.manifestKey()))
                .isEqualTo(
                        "{\"config_hash\":\"c0ffee\",\"created_at\":\"2026-01-02T03:04:06.678Z\",\"dataset\":\"swissprot\","
                                + "\"files\":[{\"bytes\":25,\"md5\":\"" + md5("content of a in release 1")
                                + "\",\"name\":\"a\",\"sha256\":\""
                                + sha256("content of a in release 1") + "\"},{\"bytes\":25,\"md5\":\""
                                + md5("content of b in release 1") + "\",\"name\":\"b\",\"sha256\":\""
                                + sha256("content of b in release 1") + "\"}],\"job_id\":\"job1\","
                                + "\"outputs\":[\"output/swissprot/2026_01\"],"
                                + "\"plugins\":[\"extract/http@1\",\"parse/uniprot_flat@1\"],"
                                + "\"records\":{\"derived\":0,\"duplicate\":0,\"filtered\":0,\"loaded\":9,\"read\":10,\"rejected\":1},"
                                + "\"root_hash\":\""
                                + ReleaseSamples.manifest(1).rootHash() + "\","
                                + "\"source\":{\"licence\":\"CC-BY-4.0\",\"location\":\"https://example.org/swissprot\"},"
                                + "\"version\":\"2026_01\"}\n");
    }

    private static String md5(String text) {
        return org.apache.commons.codec.digest.DigestUtils.md5Hex(text);
    }

    private static String sha256(String text) {
        return org.apache.commons.codec.digest.DigestUtils.sha256Hex(text);
    }

    @Test
    void the_same_releases_are_the_same_bytes_elsewhere() throws Exception {
        MemoryObjectStore other = new MemoryObjectStore();
        for (int release = 1; release <= 3; release++) {
            releases.publish(draft(release, release));
            ReleaseSamples.releases(other, new MemoryStateStore()).publish(draft(release, release));
        }

        for (String key : keys()) {
            assertThat(read(key)).isEqualTo(read(other, key));
        }
        assertThat(other.list("", "", 100)).hasSameSizeAs(keys());
    }

    @Test
    void a_job_is_published_once_and_a_second_time_writes_nothing() throws Exception {
        Commit commit = releases.publish(draft(1, 7));
        long changes = objects.changes() + states.changes();

        assertThat(releases.publish(draft(1, 7))).isEqualTo(commit);
        assertThat(releases.publish(draft(1, 8))).isEqualTo(commit);
        assertThat(releases.repair(DATASET)).isEmpty();
        assertThat(objects.changes() + states.changes()).isEqualTo(changes);
    }

    @Test
    void an_older_job_that_asks_again_gets_its_commit_and_changes_nothing() throws Exception {
        Commit first = releases.publish(draft(1, 1));
        releases.publish(draft(2, 2));
        long changes = objects.changes() + states.changes();

        assertThat(releases.publish(draft(1, 3))).isEqualTo(first);
        assertThat(objects.changes() + states.changes()).isEqualTo(changes);
    }

    @Test
    void an_older_job_of_the_same_lease_does_not_bring_its_state_back() throws Exception {
        releases.publish(draft(1, 1));
        releases.publish(draft(2, 1));
        releases.publish(draft(1, 1));

        assertThat(states.read(DATASET).orElseThrow().values()).isEqualTo(ReleaseSamples.state(2));
    }

    @Test
    void another_job_may_publish_a_version_again() throws Exception {
        releases.publish(draft(1, 1));
        Manifest m = ReleaseSamples.manifest(1);
        Manifest again = new Manifest(
                m.dataset(),
                m.version(),
                "other job",
                m.source(),
                m.files(),
                m.counts(),
                m.plugins(),
                "c0de",
                m.rootHash(),
                m.outputs(),
                m.createdAt());

        assertThat(releases.publish(new ReleaseDraft(again, 2, Map.of())).number())
                .isEqualTo(2);
        assertThat(releases.find(DATASET, "job1").orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void a_lower_fence_is_refused_and_commits_nothing() throws Exception {
        releases.publish(draft(1, 7));

        assertThatThrownBy(() -> releases.publish(draft(2, 6)))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("fence 7")
                .satisfies(e -> assertThat(((EtlException) e).code()).isEqualTo(StandardError.LEASE_LOST));
        assertThat(releases.history(DATASET, 10)).hasSize(1);
    }

    @Test
    void an_empty_state_makes_no_document_and_replaces_one() throws Exception {
        releases.publish(new ReleaseDraft(ReleaseSamples.manifest(1), 1, Map.of()));
        assertThat(states.read(DATASET)).isEmpty();

        releases.publish(draft(2, 2));
        releases.publish(new ReleaseDraft(ReleaseSamples.manifest(3), 3, Map.of()));
        assertThat(states.read(DATASET).orElseThrow().values()).isEmpty();
    }

    @Test
    void a_state_changed_by_hand_under_a_later_lease_is_kept() throws Exception {
        releases.publish(draft(1, 1));
        Optional<StateStore.Entry> byHand = states.replace(DATASET, states.read(DATASET), Map.of("cursor", "0"), 2);

        assertThat(releases.repair(DATASET)).isEmpty();
        assertThat(states.read(DATASET)).isEqualTo(byHand);
        releases.publish(draft(2, 3));
        assertThat(states.read(DATASET).orElseThrow().values()).isEqualTo(ReleaseSamples.state(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "publish.manifest", "publish.manifest.done", "publish.commit", "publish.commit.done",
                "publish.pointer", "publish.pointer.done", "publish.state", "publish.state.done"
            })
    void a_run_that_ends_at_a_step_is_finished_by_the_next(String step) throws Exception {
        releases.publish(draft(1, 1));
        Releases halting = new Releases(objects, states, TestNames::encode, at -> {
            if (at.equals(step)) {
                throw new Halted(at);
            }
        });
        assertThatThrownBy(() -> halting.publish(draft(2, 2))).isInstanceOf(Halted.class);

        List<String> repairs = releases.repair(DATASET);
        boolean between = step.equals("publish.commit.done") || step.equals("publish.pointer");
        boolean beforeState = between || step.equals("publish.pointer.done") || step.equals("publish.state");
        assertThat(repairs).hasSize((between ? 1 : 0) + (beforeState ? 1 : 0));
        assertThat(releases.publish(draft(2, 3)).number()).isEqualTo(2);
        assertThat(states.read(DATASET).orElseThrow().values()).isEqualTo(ReleaseSamples.state(2));
        assertThat(releases.repair(DATASET)).isEmpty();
    }

    @Test
    void a_pointer_that_is_missing_garbled_or_behind_follows_the_commits_again() throws Exception {
        releases.publish(draft(1, 1));
        String behind = read(POINTER);
        releases.publish(draft(2, 2));
        String right = read(POINTER);

        assertThat(releases.deviations(DATASET)).isEmpty();
        objects.delete(POINTER);
        assertThat(releases.deviations(DATASET)).hasSize(1).hasEntrySatisfying(POINTER, how -> assertThat(how)
                .isEqualTo("the pointer was missing, the last commit is 2 (2026_02)"));
        assertThat(releases.repair(DATASET)).singleElement().asString().contains("was missing", "commit 2 (2026_02)");
        assertThat(releases.deviations(DATASET)).isEmpty();
        assertThat(read(POINTER)).isEqualTo(right);

        for (String garbled : List.of("", "{", "{}", right.replace("2026_02", "2026_03"))) {
            objects.put(POINTER, new TextSource(garbled));
            assertThat(releases.last(DATASET).orElseThrow().number()).isEqualTo(2);
            assertThat(releases.repair(DATASET)).singleElement().asString().contains("could not be read");
            assertThat(read(POINTER)).isEqualTo(right);
        }

        objects.put(POINTER, new TextSource(behind));
        assertThat(releases.last(DATASET).orElseThrow().number()).isEqualTo(2);
        assertThat(releases.deviations(DATASET).get(POINTER)).contains("named commit 1 (2026_01)");
        assertThat(releases.repair(DATASET)).singleElement().asString().contains("named commit 1");
        assertThat(read(POINTER)).isEqualTo(right);
    }

    @Test
    void a_lost_state_is_taken_from_the_last_commit() throws Exception {
        releases.publish(draft(1, 1));
        MemoryStateStore lost = new MemoryStateStore();

        assertThat(ReleaseSamples.releases(objects, lost).deviations(DATASET))
                .containsOnlyKeys("the state of swissprot");
        assertThat(ReleaseSamples.releases(objects, lost).repair(DATASET))
                .singleElement()
                .asString()
                .contains("saved state of swissprot");
        assertThat(lost.read(DATASET).orElseThrow().values()).isEqualTo(ReleaseSamples.state(1));
    }

    @Test
    void a_damaged_commit_is_an_error_wherever_it_would_be_used() throws Exception {
        publishThree();
        String text = read(commitKey(3));
        for (String damaged : List.of("", "{", "[]", text.replace("\"3\"", "\"4\""), text.substring(1), text + text)) {
            objects.put(commitKey(3), new TextSource(damaged));

            requireDamaged(commitKey(3), () -> releases.repair(DATASET));
            requireDamaged(commitKey(3), () -> releases.last(DATASET));
            requireDamaged(commitKey(3), () -> releases.publish(draft(4, 4)));
            requireDamaged(commitKey(3), () -> releases.find(DATASET, "job1"));
        }
    }

    @Test
    void a_damaged_commit_in_the_middle_is_never_passed_over() throws Exception {
        publishThree();
        objects.put(commitKey(2), new TextSource("{}"));

        requireDamaged(commitKey(2), () -> releases.find(DATASET, "job1"));
        requireDamaged(commitKey(2), () -> releases.history(DATASET, 10));
        requireDamaged(commitKey(2), () -> releases.publish(draft(1, 4)));
    }

    @Test
    void a_commit_that_is_missing_is_damage() throws Exception {
        publishThree();
        objects.delete(commitKey(2));
        requireDamaged(commitKey(2), () -> releases.repair(DATASET));
        requireDamaged(commitKey(2), () -> releases.history(DATASET, 10));

        objects.delete(commitKey(3));
        requireDamaged(commitKey(3), () -> releases.last(DATASET));
        requireDamaged(commitKey(3), () -> releases.publish(draft(2, 4)));
        requireDamaged(commitKey(2), () -> releases.repair(DATASET));

        objects.delete(commitKey(1));
        objects.put(POINTER, new TextSource("?"));
        requireDamaged(POINTER, () -> releases.publish(draft(2, 4)));
        requireDamaged(POINTER, () -> releases.repair(DATASET));
    }

    @Test
    void a_commit_of_another_place_is_damage() throws Exception {
        publishThree();
        objects.put(commitKey(3), new TextSource(read(commitKey(2))));
        requireDamaged(commitKey(3), () -> releases.repair(DATASET));

        objects.put(commitKey(4), new TextSource(read(commitKey(3))));
        objects.put("releases/other/commits/00000001.json", new TextSource(read(commitKey(1))));
        requireDamaged("releases/other/commits/00000001.json", () -> releases.last("other"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000003.json~", "00000004 (copy).json", "4.json", "0000000x.json"})
    void something_else_among_the_commits_is_damage(String name) throws Exception {
        publishThree();
        String key = FOLDER + "commits/" + name;
        objects.put(key, new TextSource("{}"));

        assertThatThrownBy(() -> releases.repair(DATASET)).isInstanceOf(EtlException.class);
    }

    @Test
    void a_damaged_manifest_is_an_error() throws Exception {
        Commit commit = releases.publish(draft(1, 1));
        String key = commit.manifestKey();
        String text = read(key);
        objects.put(key, new TextSource(text.replace("\"loaded\":9", "\"loaded\":8")));
        requireDamaged(key, () -> releases.repair(DATASET));
        requireDamaged(key, () -> releases.manifest(commit));

        objects.delete(key);
        requireDamaged(key, () -> releases.repair(DATASET));
    }

    private interface Use {
        Object run() throws Exception;
    }

    private static void requireDamaged(String key, Use use) {
        assertThatThrownBy(use::run)
                .isInstanceOf(EtlException.class)
                .hasMessageContaining(key)
                .satisfies(e -> assertThat(((EtlException) e).code()).isEqualTo(StandardError.OBJECT_DAMAGED));
    }

    @Test
    void the_last_commit_is_found_by_few_operations_however_many_there_are() throws Exception {
        for (int release = 1; release <= 2500; release++) {
            Manifest m = ReleaseSamples.manifest(1);
            Manifest next = new Manifest(
                    m.dataset(),
                    "v" + release,
                    "job" + release,
                    m.source(),
                    m.files(),
                    m.counts(),
                    m.plugins(),
                    m.configHash(),
                    m.rootHash(),
                    m.outputs(),
                    m.createdAt());
            releases.publish(new ReleaseDraft(next, release, Map.of()));
        }
        assertThat(operationsOf(counted -> counted.last(DATASET))).isEqualTo(5);
        assertThat(operationsOf(counted -> counted.publish(draft(1, 3000)))).isLessThan(25);
        assertThat(releases.last(DATASET).orElseThrow().number()).isEqualTo(2501);

        objects.delete(POINTER);
        assertThat(operationsOf(counted -> counted.last(DATASET))).isEqualTo(6);
        assertThat(releases.repair(DATASET)).hasSize(1);
        assertThat(releases.history(DATASET, 3)).extracting(Commit::number).containsExactly(2501L, 2500L, 2499L);
        assertThat(releases.find(DATASET, "job7").orElseThrow().number()).isEqualTo(7);
        assertThat(releases.find(DATASET, "no job")).isEmpty();
    }

    private interface Call {
        Object run(Releases counted) throws Exception;
    }

    private int operationsOf(Call call) throws Exception {
        FaultPlan plan = new FaultPlan(0, Fault.FAILS_BEFORE, () -> {});
        call.run(ReleaseSamples.releases(new FaultyObjectStore(objects, plan), states));
        return plan.count();
    }

    @Test
    void nothing_published_is_no_error() throws Exception {
        assertThat(releases.last(DATASET)).isEmpty();
        assertThat(releases.find(DATASET, "job1")).isEmpty();
        assertThat(releases.history(DATASET, 10)).isEmpty();
        assertThat(releases.repair(DATASET)).isEmpty();
        assertThat(objects.changes()).isZero();
    }

    @Test
    void any_version_text_makes_a_key() throws Exception {
        Manifest m = ReleaseSamples.manifest(1);
        Manifest odd = new Manifest(
                "Set/A",
                "../ü 1",
                m.job(),
                m.source(),
                m.files(),
                m.counts(),
                m.plugins(),
                m.configHash(),
                m.rootHash(),
                m.outputs(),
                m.createdAt());

        Commit commit = releases.publish(new ReleaseDraft(odd, 1, Map.of()));
        assertThat(commit.manifestKey()).startsWith("releases/%53et%2f%41/manifests/%2e%2e%2f%c3%bc%201-");
        assertThat(releases.manifest(commit)).isEqualTo(odd);
    }

    private void publishThree() throws Exception {
        for (int release = 1; release <= 3; release++) {
            releases.publish(draft(release, release));
        }
    }

    private List<String> keys() {
        return new ArrayList<>(
                objects.list("", "", 100).stream().map(StoredObject::key).toList());
    }

    private String read(String key) throws Exception {
        return read(objects, key);
    }

    private static String read(MemoryObjectStore store, String key) throws Exception {
        try (InputStream in = store.open(store.head(key).orElseThrow(), 0, -1)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
