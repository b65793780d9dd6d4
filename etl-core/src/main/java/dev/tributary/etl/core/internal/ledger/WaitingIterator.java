package dev.tributary.etl.core.internal.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;

/** The waiting records of a unit, fetched by pages. One thread. */
final class WaitingIterator implements Iterator<PackedRecord> {
    private final LongFunction<List<WaitingRecords.Waiting>> rowsAfter;
    private final Deque<PackedRecord> page = new ArrayDeque<>();
    private long last;
    private boolean ended;

    /** @param rowsAfter the next rows behind an id; none at the end */
    WaitingIterator(long before, LongFunction<List<WaitingRecords.Waiting>> rowsAfter) {
        this.last = before;
        this.rowsAfter = rowsAfter;
    }

    @Override
    public boolean hasNext() {
        if (page.isEmpty() && !ended) {
            var rows = rowsAfter.apply(last);
            ended = rows.isEmpty();
            for (var row : rows) {
                page.add(row.record());
                last = row.id();
            }
        }
        return !page.isEmpty();
    }

    @Override
    public PackedRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.remove();
    }
}
