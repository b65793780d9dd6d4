package dev.tributary.etl.uniprot;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Collects the items of one list at a time, and hands them out as unmodifiable lists that are one exact array each. */
final class Items {
    private Object[] items = new Object[64];
    private int size;

    void add(Object item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = item;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    Object get(int index) {
        return items[index];
    }

    void set(int index, Object item) {
        items[index] = item;
    }

    boolean contains(Object item) {
        for (int i = 0; i < size; i++) {
            if (items[i].equals(item)) {
                return true;
            }
        }
        return false;
    }

    /** The list, null when it is empty; the collector is empty afterwards. */
    @Nullable
    List<Object> take() {
        if (size == 0) {
            return null;
        }
        var list = new Exact(Arrays.copyOf(items, size));
        size = 0;
        return list;
    }

    /** Drops the items from {@code kept} on. */
    void truncate(int kept) {
        size = kept;
    }

    void clear() {
        size = 0;
    }

    private static final class Exact extends AbstractList<Object> implements RandomAccess {
        private final Object[] items;

        Exact(Object[] items) {
            this.items = items;
        }

        @Override
        public Object get(int index) {
            return items[index];
        }

        @Override
        public int size() {
            return items.length;
        }
    }
}
