package dev.tributary.etl.core.internal.audit;

import dev.tributary.etl.core.internal.fetch.Digests;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.StoredUpload;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the uploads of a job with the object store, by object key and in both directions: each upload has its object with its bytes, and each object
 * below the organization's prefix has an upload, of any job. One thread; reads every object. Memory is bounded but for the discrepancies.
 */
public final class UploadAudit {
    private static final int PAGE = 1_000;
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

    /** Looks at everything; to be called once. */
    public void audit(Job job) throws IOException, InterruptedException {
        long after = 0;
        List<StoredUpload> page;
        do {
            page = ledger.uploads(job.id(), after, PAGE);
            for (var upload : page) {
                compare(upload);
                after = upload.number();
            }
        } while (page.size() == PAGE);
        strays(job.draft().organization());
    }

    private void compare(StoredUpload upload) throws IOException, InterruptedException {
        var object = store.head(upload.key());
        if (object.isEmpty()) {
            judge(upload.format(), "MISSING", upload.key(), "the object of " + upload.identifier() + " is not there");
            return;
        }
        var digests = digest(object.get());
        if (digests.bytes() == upload.bytes()
                && digests.md5().equalsIgnoreCase(upload.md5())
                && digests.sha256().equalsIgnoreCase(upload.sha256())) {
            count(upload.format(), VALID);
            return;
        }
        judge(
                upload.format(),
                "MISMATCH",
                upload.key(),
                "it has " + digests.bytes() + " bytes and md5 " + digests.md5() + ", written down are " + upload.bytes()
                        + " and " + upload.md5() + " (sha256 " + upload.sha256() + ")");
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
