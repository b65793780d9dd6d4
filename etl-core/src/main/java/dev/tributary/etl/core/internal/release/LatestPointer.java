package dev.tributary.etl.core.internal.release;

import dev.tributary.etl.core.internal.document.UnreadableDocumentException;
import java.io.IOException;
import java.util.Optional;

/** The pointer object of one dataset. It only moves forward, and only to commits that exist. */
final class LatestPointer {
    private static final int ATTEMPTS = 10;

    private final SmallObjects objects;
    private final String dataset;
    private final String key;

    LatestPointer(SmallObjects objects, String dataset, ReleaseKeys keys) {
        this.objects = objects;
        this.dataset = dataset;
        this.key = keys.pointer();
    }

    String key() {
        return key;
    }

    boolean exists() throws IOException, InterruptedException {
        return objects.read(key).isPresent();
    }

    /** What the pointer says; empty when it is missing or unreadable, which the commits make good. */
    Optional<Pointer> read() throws IOException, InterruptedException {
        return objects.read(key).flatMap(this::parse);
    }

    private Optional<Pointer> parse(SmallObjects.Content content) {
        try {
            Pointer pointer = ReleaseDocuments.pointer(content.bytes());
            boolean fits = pointer.dataset().equals(dataset)
                    && pointer.number() >= 1
                    && pointer.number() <= ReleaseKeys.MAX_NUMBER;
            return fits ? Optional.of(pointer) : Optional.empty();
        } catch (UnreadableDocumentException e) {
            // Not an error: the pointer is made again from the commits, and the repair is reported.
            return Optional.empty();
        }
    }

    /** Points to a commit unless it points further already. Returns what was wrong before, when something was written. */
    Optional<String> advance(Commit commit) throws IOException, InterruptedException {
        Pointer wanted = Pointer.to(commit);
        byte[] bytes = ReleaseDocuments.write(wanted);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<SmallObjects.Content> now = objects.read(key);
            Optional<Pointer> named = now.flatMap(this::parse);
            if (named.isPresent() && isThere(named.get(), wanted)) {
                return Optional.empty();
            }
            boolean written = now.isPresent() ? objects.replace(now.get().object(), bytes) : objects.create(key, bytes);
            if (written) {
                return Optional.of(describe(now.isPresent(), named));
            }
        }
        throw new IOException("Cannot move the pointer " + key + ": others keep changing it");
    }

    /** What is wrong with it, when it does not name the last commit. */
    Optional<String> deviation(Commit last) throws IOException, InterruptedException {
        Optional<SmallObjects.Content> now = objects.read(key);
        Optional<Pointer> named = now.flatMap(this::parse);
        return named.equals(Optional.of(Pointer.to(last)))
                ? Optional.empty()
                : Optional.of(describe(now.isPresent(), named));
    }

    private static boolean isThere(Pointer now, Pointer wanted) {
        return now.number() > wanted.number() || now.equals(wanted);
    }

    private static String describe(boolean exists, Optional<Pointer> named) {
        if (named.isPresent()) {
            return "named commit " + named.get().number() + " (" + named.get().version() + ")";
        }
        return exists ? "could not be read" : "was missing";
    }
}
