package dev.tributary.etl.spi.record;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ordered names of a nested value, shared by many maps that are one array each: what a feature or a cross-reference is made of. Keep it in a
 * constant: the engine renders the names of a shape once. Immutable, thread-safe.
 */
public final class Shape {
    private final String[] names;

    private Shape(String[] names) {
        this.names = names;
        if (Set.of(names).size() != names.length) {
            throw new IllegalArgumentException("A name comes twice: " + Arrays.toString(names));
        }
    }

    /** A shape with these names. */
    public static Shape of(String... names) {
        return new Shape(names.clone());
    }

    /**
     * An unmodifiable map that takes over {@code values}, one per name in order; a null value is absent from the map. The array must not be
     * touched again.
     */
    public Map<String, Object> map(@Nullable Object... values) {
        if (values.length != names.length) {
            throw new IllegalArgumentException(values.length + " values for " + Arrays.toString(names));
        }
        return new Fields(this, values);
    }

    /** The names in the shape's order. */
    public List<String> names() {
        return List.of(names);
    }

    /** A map over names and values, without the absent ones; the engine reads it by position. */
    public static final class Fields extends AbstractMap<String, Object> {
        private final Shape shape;
        private final @Nullable Object[] values;

        Fields(Shape shape, @Nullable Object[] values) {
            this.shape = shape;
            this.values = values;
        }

        /** Whose names these values have. */
        public Shape shape() {
            return shape;
        }

        /** Number of names, those of absent values included. */
        public int slots() {
            return values.length;
        }

        /** The name at a position, in the shape's order. */
        public String name(int slot) {
            return shape.names[slot];
        }

        /** The value at the position of a name in the shape's order, or null when it is absent. */
        public @Nullable Object value(int slot) {
            return values[slot];
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            for (int i = 0; i < values.length; i++) {
                if (shape.names[i].equals(name)) {
                    return values[i];
                }
            }
            return null;
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return get(name) != null;
        }

        @Override
        public int size() {
            int n = 0;
            for (Object value : values) {
                n += value == null ? 0 : 1;
            }
            return n;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public int size() {
                    return Fields.this.size();
                }

                @Override
                public Iterator<Entry<String, Object>> iterator() {
                    return new Present(shape.names, values);
                }
            };
        }
    }

    private static final class Present implements Iterator<Map.Entry<String, Object>> {
        private final String[] names;
        private final @Nullable Object[] values;
        private int next;

        Present(String[] names, @Nullable Object[] values) {
            this.names = names;
            this.values = values;
            skip();
        }

        private void skip() {
            while (next < values.length && values[next] == null) {
                next++;
            }
        }

        @Override
        public boolean hasNext() {
            return next < values.length;
        }

        @Override
        public Map.Entry<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var entry = Map.entry(names[next], Objects.requireNonNull(values[next]));
            next++;
            skip();
            return entry;
        }
    }
}
