package dev.tributary.etl.core.internal.spill;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A list that is filled, then read: the first of it in memory, the rest in a file. One thread at a time. Reading throws UncheckedIOException when
 * the file cannot be read. Closing deletes the file.
 */
public final class Spill<T> implements Iterable<T>, Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SpillFolder folder;
    private final SpillForm<T> form;
    private final Room<T> room;
    private long used;
    private final List<T> first = new ArrayList<>();
    private final List<Closeable> readers = new ArrayList<>();
    private long more;
    private @Nullable Path file;
    private @Nullable DataOutputStream out;

    /** How much stays in memory: things of so many units of measure together. */
    record Room<T>(long most, ToLongFunction<T> measure) {}

    /** {@code most}: how many stay in memory. */
    Spill(SpillFolder folder, SpillForm<T> form, int most) {
        this(folder, form, new Room<>(most, thing -> 1));
    }

    Spill(SpillFolder folder, SpillForm<T> form, Room<T> room) {
        this.folder = folder;
        this.form = form;
        this.room = room;
    }

    public void add(T thing) throws IOException {
        used += room.measure().applyAsLong(thing);
        if (used <= room.most()) {
            first.add(thing);
            return;
        }
        form.write(thing, opened());
        more++;
    }

    private DataOutputStream opened() throws IOException {
        var known = out;
        if (known == null) {
            var made = folder.newFile();
            file = made;
            known = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(made), BUFFER_BYTES));
            out = known;
        }
        return known;
    }

    @Override
    public Iterator<T> iterator() {
        return new Reader();
    }

    @Override
    public void close() throws IOException {
        for (var reader : readers) {
            reader.close();
        }
        if (out != null) {
            out.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    private final class Reader implements Iterator<T> {
        private int next;
        private long left = more;
        private @Nullable DataInputStream in;

        @Override
        public boolean hasNext() {
            return next < first.size() || left > 0;
        }

        @Override
        public T next() {
            if (next < first.size()) {
                return first.get(next++);
            }
            if (left == 0) {
                throw new NoSuchElementException();
            }
            left--;
            try {
                return form.read(opened());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read what was spilled to " + file, e);
            }
        }

        private DataInputStream opened() throws IOException {
            var known = in;
            if (known == null) {
                var writer = out;
                var written = file;
                if (writer == null || written == null) {
                    throw new IOException("nothing was spilled");
                }
                writer.flush();
                known = new DataInputStream(new BufferedInputStream(Files.newInputStream(written), BUFFER_BYTES));
                readers.add(known);
                in = known;
            }
            return known;
        }
    }
}
