package dev.tributary.etl.testkit.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.internal.document.Document;
import dev.tributary.etl.spi.io.StoredObject;
import dev.tributary.etl.spi.state.StateStore;
import dev.tributary.etl.testkit.memory.MemoryObjectStore;
import dev.tributary.etl.testkit.memory.MemoryStateStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** What a reader sees at any instant, checked without the code under test. */
final class ReleaseWitness {
    private static final String FOLDER = "releases/" + ReleaseSamples.DATASET + "/";
    private final MemoryObjectStore objects;
    private final MemoryStateStore states;
    private long checked = -1;
    private int pointed;
    private final List<String> seen = new ArrayList<>();

    ReleaseWitness(MemoryObjectStore objects, MemoryStateStore states) {
        this.objects = objects;
        this.states = states;
    }

    /** Fails unless all that can be seen now is whole and consistent, and all that was seen before is still there. */
    void check() throws IOException, InterruptedException {
        long changes = objects.changes() + states.changes();
        if (changes == checked) {
            return;
        }
        checked = changes;
        try {
            requireCommitsKept();
            requireFencesNeverFall();
            requireWholeRelease();
            requireStateOfCommit();
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("unreadable", e);
        }
    }

    /** A commit that was seen stays what it was (P5). */
    private void requireCommitsKept() throws Exception {
        List<String> now = commits();
        assertThat(now.subList(0, Math.min(seen.size(), now.size())))
                .as("commits")
                .isEqualTo(seen);
        seen.clear();
        seen.addAll(now);
    }

    /** P6. */
    private void requireFencesNeverFall() throws Exception {
        List<Long> fences = new ArrayList<>();
        for (String commit : seen) {
            fences.add(parse(commit).count("fence"));
        }
        assertThat(fences).as("fences").isSorted();
    }

    /** The pointer, if there is one, names a commit with a manifest whose files are all there (P4), and never one before that it named. */
    private void requireWholeRelease() throws Exception {
        Optional<String> pointer = read(FOLDER + "latest.json");
        if (pointer.isEmpty()) {
            return;
        }
        int number = (int) parse(pointer.get()).count("number");
        assertThat(number).as("the pointer's commit").isGreaterThanOrEqualTo(pointed);
        pointed = number;
        assertThat(seen).as("commits, named is %d", number).hasSizeGreaterThanOrEqualTo(number);
        Document commit = parse(seen.get(number - 1));
        String manifest = read(commit.text("manifest")).orElseThrow(() -> new AssertionError("no manifest"));
        assertThat(DigestUtils.sha256Hex(manifest)).isEqualTo(commit.text("manifest_sha256"));
        for (Document file : parse(manifest).documents("files")) {
            String content = read(ReleaseSamples.fileKey(commit.text("version"), file.text("name")))
                    .orElseThrow(() -> new AssertionError("no file"));
            assertThat(DigestUtils.sha256Hex(content)).isEqualTo(file.text("sha256"));
        }
    }

    /** The saved state is that of a release that was published (P7). */
    private void requireStateOfCommit() throws Exception {
        Optional<StateStore.Entry> state = states.read(ReleaseSamples.DATASET);
        List<Map<String, String>> published = new ArrayList<>();
        for (String commit : seen) {
            published.add(parse(commit).textMap("state"));
        }
        if (state.isPresent()) {
            assertThat(published).as("published states").contains(state.get().values());
        }
    }

    /** What must be true once all is quiet: pointer and state are those of the last commit. */
    void requireSettled() throws Exception {
        check();
        Document last = parse(seen.get(seen.size() - 1));
        assertThat(parse(read(FOLDER + "latest.json").orElseThrow()).count("number"))
                .isEqualTo(seen.size());
        assertThat(states.read(ReleaseSamples.DATASET).orElseThrow().values()).isEqualTo(last.textMap("state"));
    }

    /** The jobs that were published, in order. */
    List<String> jobs() throws Exception {
        List<String> jobs = new ArrayList<>();
        for (String commit : commits()) {
            jobs.add(parse(commit).text("job_id"));
        }
        return jobs;
    }

    private List<String> commits() throws IOException, InterruptedException {
        List<String> commits = new ArrayList<>();
        for (StoredObject each : objects.list(FOLDER + "commits/", "", 1000)) {
            assertThat(each.key()).endsWith(String.format(java.util.Locale.ROOT, "/%08d.json", commits.size() + 1));
            commits.add(read(each.key()).orElseThrow());
        }
        return commits;
    }

    private Optional<String> read(String key) throws IOException, InterruptedException {
        Optional<StoredObject> object = objects.head(key);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = objects.open(object.get(), 0, -1)) {
            return Optional.of(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static Document parse(String text) throws Exception {
        return Document.parse(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
