package dev.tributary.etl.core.internal.audit;

import dev.tributary.etl.core.internal.fetch.Digests;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.StoredUpload;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.RecordedObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares the uploads of a job and what its loaders' own tables say with the object store, by object key and in both directions: each that is written
 * down has its object with its bytes, a loader with tables has a row for each of its uploads, and each object below the organization's prefix has an
 * upload, of any job. One thread; reads every object. Memory is bounded but for the discrepancies.
 */
public final class UploadAudit {
    private static final int PAGE = 1_000;
    /** The ledger sorts anew for each page. */
    private static final int UPLOADS = 20_000;

    private static final String VALID = "VALID";

    private final Ledger ledger;
    private final ObjectStore store;
    private final Map<String, Map<String, Long>> verdicts = new TreeMap<>();
    private final List<Discrepancy> found = new ArrayList<>();

    public UploadAudit(Ledger ledger, ObjectStore store) {
        this.ledger = ledger;
        this.store = store;
    }

    /** By format, how many objects have which verdict. */
    public Map<String, Map<String, Long>> verdicts() {
        return verdicts;
    }

    public List<Discrepancy> found() {
        return found;
    }

    /** Looks at everything; to be called once. {@code loaders}: those of the job, in order; none when it is not known what it was made with. */
    public void audit(Job job, List<Loader> loaders) throws IOException, InterruptedException {
        var draft = job.draft();
        var target = new LoadTarget(
                job.id(), draft.dataset(), draft.organization(), draft.externalVersion(), draft.internalVersion());
        var uploads = new SortedPages<>(after -> ledger.uploads(job.id(), after, UPLOADS), StoredUpload::key);
        Map<Integer, SortedPages<RecordedObject>> books = new TreeMap<>();
        for (int i = 0; i < loaders.size(); i++) {
            var loader = loaders.get(i);
            if (loader.recorded(target, "", 1).isPresent()) {
                books.put(i, new SortedPages<>(after -> page(loader, target, after), RecordedObject::key));
            }
        }
        for (var key = first(uploads, books); key.isPresent(); key = first(uploads, books)) {
            compare(key.get(), uploads, books);
        }
        strays(draft.organization());
    }

    private static List<RecordedObject> page(Loader loader, LoadTarget target, Optional<RecordedObject> after)
            throws IOException, InterruptedException {
        return loader.recorded(target, after.map(RecordedObject::key).orElse(""), PAGE)
                .orElse(List.of());
    }

    private static Optional<String> first(
            SortedPages<StoredUpload> uploads, Map<Integer, SortedPages<RecordedObject>> books)
            throws IOException, InterruptedException {
        var first = uploads.key();
        for (var book : books.values()) {
            var other = book.key();
            if (first.isEmpty() || other.isPresent() && other.get().compareTo(first.get()) < 0) {
                first = other;
            }
        }
        return first;
    }

    private void compare(String key, SortedPages<StoredUpload> uploads, Map<Integer, SortedPages<RecordedObject>> books)
            throws IOException, InterruptedException {
        var claims = new Claims();
        var uploaded = uploads.take(key);
        uploaded.forEach(claims::add);
        boolean complete = true;
        for (var book : books.entrySet()) {
            var recorded = book.getValue().take(key);
            recorded.forEach(claims::add);
            complete &= !recorded.isEmpty() || uploaded.stream().noneMatch(upload -> upload.loader() == book.getKey());
        }
        judge(key, claims, complete);
    }

    private void judge(String key, Claims claims, boolean complete) throws IOException, InterruptedException {
        var object = store.head(key);
        if (object.isEmpty()) {
            judge(claims.format(), "MISSING", key, "the object is not there");
            return;
        }
        var wrong = claims.refutedBy(digest(object.get()));
        if (!wrong.isEmpty()) {
            judge(claims.format(), "MISMATCH", key, wrong);
        } else if (!complete) {
            judge(claims.format(), "MISSING", key, "the object is there, and its loader's tables have no row for it");
        } else {
            count(claims.format(), VALID);
        }
    }

    private Digests digest(StoredObject object) throws IOException, InterruptedException {
        try (var in = store.open(object, 0, -1)) {
            return Digests.copy(in, OutputStream.nullOutputStream(), List.of(), n -> {});
        }
    }

    private void count(String format, String verdict) {
        verdicts.computeIfAbsent(format, f -> new TreeMap<>()).merge(verdict, 1L, Long::sum);
    }

    private void judge(String format, String verdict, String key, String message) {
        count(format, verdict);
        var cure = verdict.equals("STRAY")
                ? "delete it, if no run is at work and nobody else put it there"
                : "restore it from a copy, or run the dataset again with another release.internal";
        found.add(new Discrepancy(verdict, key, message, cure));
    }

    /** Keys are in one order in both lists, so one walk beside the other finds what only the store has. */
    private void strays(String organization) throws IOException, InterruptedException {
        var known = ledger.uploadKeys(organization).iterator();
        if (!known.hasNext()) {
            return;
        }
        var expected = new Walk(known);
        String after = "";
        List<StoredObject> page;
        do {
            page = store.list(KeyEncoding.segment(organization) + "/", after, PAGE);
            for (var object : page) {
                after = object.key();
                if (!expected.has(after)) {
                    judge(format(after), "STRAY", after, "no upload of any job has this key");
                }
            }
        } while (page.size() == PAGE);
    }

    private static String format(String key) {
        int dot = key.lastIndexOf('.');
        return dot > key.lastIndexOf('/') ? key.substring(dot + 1) : "";
    }

    /** A sorted list that is asked for keys in rising order. */
    private static final class Walk {
        private final Iterator<String> keys;
        private String current;

        Walk(Iterator<String> keys) {
            this.keys = keys;
            this.current = keys.next();
        }

        boolean has(String key) {
            while (current.compareTo(key) < 0 && keys.hasNext()) {
                current = keys.next();
            }
            return current.equals(key);
        }
    }
}
