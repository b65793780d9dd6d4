package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A flat file that went through framing and parser as an engine would do it: what came out, what was rejected, what was noted. */
final class FlatFile {
    private final List<DataRecord> records = new ArrayList<>();
    private final List<Problem> rejects = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final byte[] bytes;
    private final List<Integer> cuts = new ArrayList<>();

    private FlatFile(byte[] bytes) {
        this.bytes = bytes;
    }

    static FlatFile of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Parses a file; an exception that is no DATA EtlException passes. */
    static FlatFile of(byte[] bytes) {
        var file = new FlatFile(bytes);
        try (var parser = parser()) {
            file.frame(parser.framing());
            file.parse(parser);
        } catch (IOException | InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
        return file;
    }

    /** A quirk file of the test resources. */
    static FlatFile quirk(String name) {
        return of(quirkBytes(name));
    }

    static byte[] quirkBytes(String name) {
        try (var in = FlatFile.class.getResourceAsStream("/quirks/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("No quirk file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Parser parser() {
        InvocationHandler none = (proxy, method, args) -> {
            throw new UnsupportedOperationException(method.getName());
        };
        var context = (PluginContext)
                Proxy.newProxyInstance(FlatFile.class.getClassLoader(), new Class<?>[] {PluginContext.class}, none);
        return new UniprotFlatFactory().create(new NoOptions(), context);
    }

    List<DataRecord> records() {
        return records;
    }

    DataRecord only() {
        if (records.size() != 1 || !rejects.isEmpty()) {
            throw new AssertionError(records.size() + " records, rejected: " + rejects);
        }
        return records.get(0);
    }

    List<Problem> rejects() {
        return rejects;
    }

    List<Problem> warnings() {
        return warnings;
    }

    /** Bytes behind the last terminator. */
    int rest() {
        return bytes.length - (cuts.isEmpty() ? 0 : cuts.get(cuts.size() - 1));
    }

    private void frame(Framing framing) {
        var framer = framing.framer();
        var collector = new Framing.Cuts() {
            @Override
            public void record(int end) {
                cuts.add(end);
            }

            @Override
            public void header(int end) {
                throw new AssertionError("The format has no header");
            }

            @Override
            public void skip(int end) {
                throw new AssertionError("The format skips nothing");
            }
        };
        framer.scan(bytes, 0, bytes.length, collector);
        framer.finish(bytes, bytes.length, collector);
    }

    private void parse(Parser parser) throws IOException, InterruptedException {
        var cursor = new Cursor();
        while (cursor.index < cuts.size() - 1) {
            var out = new Collector(cursor);
            try {
                parser.parse(cursor, out);
                out.commit();
            } catch (EtlException e) {
                if (e.code().category() != ErrorCode.Category.DATA) {
                    throw e;
                }
                out.drop();
                rejects.add(e.problem());
            }
        }
    }

    private final class Cursor implements Chunk {
        private int index = -1;
        private long line = 1;
        private Origin origin = Origin.ofFile(0, "test.dat");
        private Runnable onNext = () -> {};

        @Override
        public byte[] header() {
            return new byte[0];
        }

        @Override
        public boolean next() {
            onNext.run();
            if (index >= cuts.size() - 1) {
                return false;
            }
            if (index >= 0) {
                for (int i = from(); i < to(); i++) {
                    line += bytes[i] == '\n' ? 1 : 0;
                }
            }
            index++;
            origin = new Origin(0, "test.dat", from(), to() - from(), index, line);
            return true;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public int from() {
            return index == 0 ? 0 : cuts.get(index - 1);
        }

        @Override
        public int to() {
            return cuts.get(index);
        }

        @Override
        public Origin origin() {
            return origin;
        }
    }

    /** Holds what is emitted for a record until the next one begins. */
    private final class Collector implements Emitter {
        private final Cursor cursor;
        private final List<DataRecord> emitted = new ArrayList<>();

        Collector(Cursor cursor) {
            this.cursor = cursor;
            cursor.onNext = this::commit;
        }

        void commit() {
            records.addAll(emitted);
            emitted.clear();
        }

        void drop() {
            emitted.clear();
        }

        @Override
        public void emit(DataRecord record) {
            emitted.add(record.withRaw(Arrays.copyOfRange(bytes, cursor.from(), cursor.to())));
        }

        @Override
        public void warn(Origin origin, Problem problem) {
            warnings.add(problem);
        }

        @Override
        public void delete(DataRecord key) {
            throw new AssertionError("The parser deletes nothing");
        }

        @Override
        public void reject(Origin origin, Problem problem) {
            rejects.add(problem);
        }

        @Override
        public void reject(DataRecord record, List<Problem> problems) {
            rejects.addAll(problems);
        }

        @Override
        public void advance(String series, Instant position) {
            throw new AssertionError("The parser reads no series");
        }

        @Override
        public Attachment attach(String format, InputStream content) {
            throw new AssertionError("The parser attaches nothing");
        }
    }
}
