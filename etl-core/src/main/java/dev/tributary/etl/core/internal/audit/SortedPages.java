package dev.tributary.etl.core.internal.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A list in the order of keys that is read page by page, and whose head can be looked at. */
final class SortedPages<T> {
    private final Source<T> source;
    private final Function<T, String> key;
    private List<T> page = List.of();
    private int next;
    private Optional<T> last = Optional.empty();
    private boolean atEnd;

    interface Source<T> {
        /** What comes behind one, or first; nothing at the end. */
        List<T> after(Optional<T> last) throws IOException, InterruptedException;
    }

    SortedPages(Source<T> source, Function<T, String> key) {
        this.source = source;
        this.key = key;
    }

    /** The key of the head; empty at the end. */
    Optional<String> key() throws IOException, InterruptedException {
        if (next == page.size() && !atEnd) {
            page = source.after(last);
            next = 0;
            atEnd = page.isEmpty();
        }
        return atEnd ? Optional.empty() : Optional.of(key.apply(page.get(next)));
    }

    /** Takes all that have a key, if it is the head's. */
    List<T> take(String wanted) throws IOException, InterruptedException {
        List<T> taken = new ArrayList<>();
        while (key().filter(wanted::equals).isPresent()) {
            var head = page.get(next++);
            last = Optional.of(head);
            taken.add(head);
        }
        return taken;
    }
}
