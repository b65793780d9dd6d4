package dev.tributary.etl.core.internal.ledger;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Sorted keys, a page in memory at a time. */
final class UploadKeys implements Iterator<String> {
    private final Function<String, List<String>> pagesAfter;
    private List<String> page = List.of();
    private int next;
    private String last = "";

    /** {@code pagesAfter}: the next keys behind one; empty at the end. */
    UploadKeys(Function<String, List<String>> pagesAfter) {
        this.pagesAfter = pagesAfter;
    }

    @Override
    public boolean hasNext() {
        if (next == page.size()) {
            page = pagesAfter.apply(last);
            next = 0;
        }
        return next < page.size();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        last = page.get(next++);
        return last;
    }
}
