package dev.tributary.etl.core.internal.release;

import dev.tributary.etl.core.internal.document.UnreadableDocumentException;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The numbered commits of one dataset: the truth about its releases. What is damaged or missing in it is an error and never passed over. */
final class CommitLog {
    private static final int PAGE = 1000;

    private final ObjectStore store;
    private final SmallObjects objects;
    private final ReleaseKeys keys;
    private final LatestPointer pointer;
    private final String dataset;

    CommitLog(ObjectStore store, String dataset, ReleaseKeys keys) {
        this.store = store;
        this.objects = new SmallObjects(store);
        this.keys = keys;
        this.pointer = new LatestPointer(objects, dataset, keys);
        this.dataset = dataset;
    }

    LatestPointer pointer() {
        return pointer;
    }

    /** The newest commit. The pointer says where to start listing; the listing decides. */
    Optional<Commit> last() throws IOException, InterruptedException {
        Optional<Pointer> hint = pointer.read();
        long before = hint.map(Pointer::number).orElse(1L) - 1;
        return lastAfter(before, hint);
    }

    /** The newest commit, after listing all of them. */
    Optional<Commit> lastOfAll() throws IOException, InterruptedException {
        return lastAfter(0, pointer.read());
    }

    private Optional<Commit> lastAfter(long before, Optional<Pointer> hint) throws IOException, InterruptedException {
        long last = lastNumber(before);
        if (hint.isPresent() && last < hint.get().number()) {
            throw Damage.of(
                    keys.commit(last + 1),
                    "it is missing, but " + pointer.key() + " names commit "
                            + hint.get().number());
        }
        if (last == 0 && pointer.exists()) {
            throw Damage.of(pointer.key(), "there is a pointer, but no commit");
        }
        return last == 0 ? Optional.empty() : Optional.of(read(last));
    }

    /** Lists from behind a number to the end and returns the last number there is. */
    private long lastNumber(long before) throws IOException, InterruptedException {
        long last = before;
        List<StoredObject> page;
        do {
            page = store.list(keys.commits(), last == 0 ? "" : keys.commit(last), PAGE);
            for (StoredObject object : page) {
                last = successor(last, object.key());
            }
        } while (page.size() == PAGE);
        return last;
    }

    private long successor(long last, String key) {
        OptionalLong number = keys.number(key);
        if (number.isEmpty()) {
            throw Damage.of(key, "it lies among the commits and is none");
        }
        if (number.getAsLong() != last + 1) {
            throw Damage.of(keys.commit(last + 1), "it is missing, and commit " + number.getAsLong() + " is there");
        }
        return number.getAsLong();
    }

    /** A commit that has to exist. */
    Commit read(long number) throws IOException, InterruptedException {
        String key = keys.commit(number);
        SmallObjects.Content content = objects.read(key).orElseThrow(() -> Damage.of(key, "it is missing"));
        Commit commit = parse(key, content.bytes());
        if (!commit.dataset().equals(dataset) || commit.number() != number) {
            throw Damage.of(key, "it is commit " + commit.number() + " of dataset " + commit.dataset());
        }
        return commit;
    }

    private static Commit parse(String key, byte[] bytes) {
        try {
            return ReleaseDocuments.commit(bytes);
        } catch (UnreadableDocumentException e) {
            throw Damage.of(key, e.why(), e);
        }
    }

    /** Adds a commit; false when another has its number. */
    boolean append(Commit commit) throws IOException, InterruptedException {
        if (commit.number() > ReleaseKeys.MAX_NUMBER) {
            throw new EtlException(
                    StandardError.DEFECT, "Cannot number a commit of " + dataset + ": 8 digits are used up");
        }
        return objects.create(keys.commit(commit.number()), ReleaseDocuments.write(commit));
    }

    /** The commits behind a number, oldest first. */
    List<Commit> after(long number) throws IOException, InterruptedException {
        List<Commit> commits = new ArrayList<>();
        long last = lastNumber(number);
        for (long n = number + 1; n <= last; n++) {
            commits.add(read(n));
        }
        return commits;
    }

    /** The commit of a job, looked for from the newest to the oldest. */
    Optional<Commit> find(String job) throws IOException, InterruptedException {
        Optional<Commit> commit = last();
        while (commit.isPresent() && !commit.get().job().equals(job)) {
            commit = previous(commit.get());
        }
        return commit;
    }

    /** The newest commits, newest first. */
    List<Commit> newest(int limit) throws IOException, InterruptedException {
        List<Commit> commits = new ArrayList<>();
        Optional<Commit> commit = last();
        while (commit.isPresent() && commits.size() < limit) {
            commits.add(commit.get());
            commit = previous(commit.get());
        }
        return commits;
    }

    private Optional<Commit> previous(Commit commit) throws IOException, InterruptedException {
        if (commit.number() == 1) {
            return Optional.empty();
        }
        Commit previous = read(commit.number() - 1);
        if (previous.fence() > commit.fence()) {
            throw Damage.of(
                    keys.commit(commit.number()),
                    "its fence " + commit.fence() + " is lower than " + previous.fence() + " of the commit before it");
        }
        return Optional.of(previous);
    }
}
