package dev.tributary.etl.core.internal.release;

import dev.tributary.etl.core.internal.document.UnreadableDocumentException;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.state.StateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Publishes releases and tells what was published. A release is published by one write: its numbered commit, created if absent. The manifest is stored
 * before it; the pointer and the state follow it, and {@link #repair} makes them follow when a run died in between. Thread-safe, and safe against other
 * processes: what protects it is the fence in each commit, not the lease.
 *
 * <p>All methods throw IOException when the store fails: the caller tries again, {@link #publish} too, since a job is published once however often it
 * is called. They throw OBJECT_DAMAGED when a commit or manifest is not what was written.
 */
public class Releases {
    /** How many other commits may come in between before the store is taken for broken. */
    private static final int CONFLICTS = 100;

    private final ObjectStore store;
    private final SmallObjects objects;
    private final SavedState state;
    private final UnaryOperator<String> encoding;
    private final Steps steps;

    /**
     * @param store and {@code states}: where releases and states are kept; the caller closes them
     * @param encoding turns any text into a segment of an object key, different texts into different ones
     * @param steps is told {@code publish.manifest}, {@code publish.commit}, {@code publish.pointer} and {@code publish.state} before each, and the
     *     same with {@code .done} after it
     */
    public Releases(ObjectStore store, StateStore states, UnaryOperator<String> encoding, Steps steps) {
        this.store = store;
        this.objects = new SmallObjects(store);
        this.state = new SavedState(states);
        this.encoding = encoding;
        this.steps = steps;
    }

    /**
     * Publishes a release, or finds that its job was published before: then that commit is returned and nothing is committed. Every raw file and output
     * of the manifest has to be stored before the call.
     *
     * @throws EtlException LEASE_LOST when a run with a higher fence has published; this one wrote at most a manifest that nothing names
     */
    public Commit publish(ReleaseDraft draft) throws IOException, InterruptedException {
        CommitLog log = log(draft.manifest().dataset());
        Optional<Commit> last = log.last();
        if (last.isPresent()) {
            refuseStale(last.get(), draft.fence());
        }
        Optional<Commit> earlier = earlier(draft.manifest(), last, log);
        Commit commit = earlier.isPresent() ? earlier.get() : append(storeManifest(draft), last, log);
        follow(log.last().orElse(commit), log);
        return commit;
    }

    /** The commit that a job made before. All commits are searched only if a manifest of this version is there: it is written before any commit. */
    private Optional<Commit> earlier(Manifest manifest, Optional<Commit> last, CommitLog log)
            throws IOException, InterruptedException {
        boolean isLast = last.map(Commit::job).equals(Optional.of(manifest.job()));
        if (last.isEmpty() || isLast) {
            return last;
        }
        String manifests = keys(manifest.dataset()).manifests(manifest.version());
        return store.list(manifests, "", 1).isEmpty() ? Optional.empty() : log.find(manifest.job());
    }

    private Commit storeManifest(ReleaseDraft draft) throws IOException, InterruptedException {
        Manifest manifest = draft.manifest();
        byte[] bytes = ReleaseDocuments.write(manifest);
        String sha256 = DigestUtils.sha256Hex(bytes);
        String key = keys(manifest.dataset()).manifest(manifest.version(), sha256);
        steps.reached("publish.manifest");
        if (!objects.create(key, bytes)) {
            throw Damage.of(key, "it holds other bytes than its name says");
        }
        steps.reached("publish.manifest.done");
        return new Commit(
                manifest.dataset(),
                1,
                manifest.version(),
                key,
                sha256,
                manifest.job(),
                draft.fence(),
                draft.state(),
                manifest.createdAt());
    }

    /** Takes the next free number. Whoever took a number before is looked at: a higher fence ends this run, its own job is its success. */
    private Commit append(Commit draft, Optional<Commit> last, CommitLog log) throws IOException, InterruptedException {
        long number = last.map(Commit::number).orElse(0L) + 1;
        steps.reached("publish.commit");
        for (int conflicts = 0; conflicts < CONFLICTS; conflicts++) {
            if (log.append(draft.numbered(number))) {
                steps.reached("publish.commit.done");
                return draft.numbered(number);
            }
            for (Commit other : log.after(number - 1)) {
                refuseStale(other, draft.fence());
                if (other.job().equals(draft.job())) {
                    return other;
                }
                number = other.number() + 1;
            }
        }
        throw new IOException(
                "Cannot publish " + draft.dataset() + ": commit " + number + " is refused, and nothing has its place");
    }

    /** Ends a run that another has overtaken. This, not the lease, is what stops a run that was paused and woke up. */
    protected void refuseStale(Commit last, long fence) {
        if (last.fence() > fence) {
            throw new EtlException(
                    StandardError.LEASE_LOST,
                    "Cannot publish " + last.dataset() + ": commit " + last.number() + " has fence " + last.fence()
                            + ", and this run has " + fence,
                    "Another run published meanwhile. If there is none, the lock's fence was lost: see 'etl doctor'.");
        }
    }

    private void follow(Commit commit, CommitLog log) throws IOException, InterruptedException {
        steps.reached("publish.pointer");
        log.pointer().advance(commit);
        steps.reached("publish.pointer.done");
        saveState(commit);
    }

    /** Saves the state of a commit. */
    protected void saveState(Commit commit) throws IOException, InterruptedException {
        steps.reached("publish.state");
        state.follow(commit);
        steps.reached("publish.state.done");
    }

    /**
     * Looks at everything that was published and makes pointer and state follow the last commit. Called at the start of a run, under its lease; harmless
     * at any other time.
     *
     * @return what was put right, in sentences for people; empty when all was well
     */
    public List<String> repair(String dataset) throws IOException, InterruptedException {
        CommitLog log = log(dataset);
        Optional<Commit> last = log.lastOfAll();
        if (last.isEmpty()) {
            return List.of();
        }
        Commit commit = last.get();
        manifest(commit);
        List<String> repairs = new ArrayList<>();
        String release = "commit " + commit.number() + " (" + commit.version() + ")";
        log.pointer()
                .advance(commit)
                .ifPresent(was -> repairs.add(
                        "The release pointer of " + dataset + " " + was + "; it names " + release + " again."));
        if (state.follow(commit)) {
            repairs.add("The saved state of " + dataset + " was not that of its last release; it is that of " + release
                    + " again.");
        }
        return List.copyOf(repairs);
    }

    /** What readers find instead of a dataset's last commit, in sentences by its place: the pointer, the state. Empty when both follow it. */
    public Map<String, String> deviations(String dataset) throws IOException, InterruptedException {
        CommitLog log = log(dataset);
        Optional<Commit> last = log.lastOfAll();
        Map<String, String> deviations = new TreeMap<>();
        if (last.isPresent()) {
            String commit = "the last commit is " + last.get().number() + " ("
                    + last.get().version() + ")";
            log.pointer()
                    .deviation(last.get())
                    .ifPresent(was -> deviations.put(log.pointer().key(), "the pointer " + was + ", " + commit));
            if (!state.follows(last.get())) {
                deviations.put("the state of " + dataset, "it is not the one that was committed; " + commit);
            }
        }
        return deviations;
    }

    /** The newest commit; empty when nothing was published. */
    public Optional<Commit> last(String dataset) throws IOException, InterruptedException {
        return log(dataset).last();
    }

    /** The commit that a job made. Reads from the newest commit backwards. */
    public Optional<Commit> find(String dataset, String job) throws IOException, InterruptedException {
        return log(dataset).find(job);
    }

    /** The newest commits, newest first, at most {@code limit}. */
    public List<Commit> history(String dataset, int limit) throws IOException, InterruptedException {
        return log(dataset).newest(limit);
    }

    /** The manifest of a commit, compared with the digest that the commit has. */
    public Manifest manifest(Commit commit) throws IOException, InterruptedException {
        String key = commit.manifestKey();
        SmallObjects.Content content = objects.read(key).orElseThrow(() -> Damage.of(key, "it is missing"));
        String sha256 = DigestUtils.sha256Hex(content.bytes());
        if (!sha256.equals(commit.manifestSha256())) {
            throw Damage.of(key, "its SHA-256 is " + sha256 + ", the commit says " + commit.manifestSha256());
        }
        try {
            return ReleaseDocuments.manifest(content.bytes());
        } catch (UnreadableDocumentException e) {
            throw Damage.of(key, e.why(), e);
        }
    }

    private CommitLog log(String dataset) {
        return new CommitLog(store, dataset, keys(dataset));
    }

    private ReleaseKeys keys(String dataset) {
        return new ReleaseKeys(dataset, encoding);
    }
}
