package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.stage.LoadReceipt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/** The receipts of one loader, fetched by pages of units, so that memory does not grow with the job. One thread. */
final class ReceiptIterator implements Iterator<LoadReceipt> {
    private final int loader;
    private final IntFunction<List<List<LoadReceipt>>> unitsAfter;
    private final Deque<LoadReceipt> page = new ArrayDeque<>();
    private int lastUnit = -1;
    private boolean ended;

    /** @param unitsAfter the receipts of the next units after a number, per unit by loader and at least one; empty at the end */
    ReceiptIterator(int loader, IntFunction<List<List<LoadReceipt>>> unitsAfter) {
        this.loader = loader;
        this.unitsAfter = unitsAfter;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && !ended) {
            fetch();
        }
        return !page.isEmpty();
    }

    private void fetch() {
        var units = unitsAfter.apply(lastUnit);
        ended = units.isEmpty();
        for (var receipts : units) {
            lastUnit = receipts.get(0).unit();
            if (loader < receipts.size()) {
                page.add(receipts.get(loader));
            }
        }
    }

    @Override
    public LoadReceipt next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.remove();
    }
}
