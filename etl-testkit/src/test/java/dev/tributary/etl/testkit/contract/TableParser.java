package dev.tributary.etl.testkit.contract;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.FileParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A table in two files, {@code names} and {@code values}, whose lines belong together; with one defect on demand. */
final class TableParser implements FileParser {
    static final RecordType ROW =
            RecordType.named("row").texts(List.of("name", "value")).key("name").build();

    enum Defect {
        NONE,
        SWALLOWS_FAILURES,
        THROWS_ANYTHING,
        READS_ONCE,
        MISSES_TYPE,
        LEAVES_THREAD,
        CLOSES_ONCE
    }

    private final Defect defect;
    private boolean closed;

    TableParser(Defect defect) {
        this.defect = defect;
    }

    @Override
    public List<RecordType> types() {
        return defect == Defect.MISSES_TYPE
                ? List.of(RecordType.named("table")
                        .texts(List.of("name"))
                        .key("name")
                        .build())
                : List.of(ROW);
    }

    @Override
    public void parse(List<ByteSource> files, Emitter out) throws IOException {
        if (defect == Defect.LEAVES_THREAD) {
            leaveThread();
        }
        var names = named(files, "names");
        var values = lines(named(files, "values")).iterator();
        long line = 0;
        for (var name : lines(names)) {
            line++;
            var origin = new Origin(-1, names.name(), 0, 0, line, line);
            out.emit(ROW.record(origin, name, next(values)));
        }
    }

    private static void leaveThread() {
        var idle = new Thread(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        idle.setDaemon(true);
        idle.start();
    }

    private String next(Iterator<String> values) {
        if (defect != Defect.THROWS_ANYTHING && !values.hasNext()) {
            throw new EtlException(StandardError.RECORD_MALFORMED, "there are fewer values than names");
        }
        return values.next();
    }

    private List<String> lines(ByteSource source) throws IOException {
        try (var stream = source.open()) {
            if (defect == Defect.READS_ONCE) {
                byte[] bytes = new byte[100];
                return new String(bytes, 0, Math.max(0, stream.read(bytes)), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            }
            var lines = new ArrayList<String>();
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(lines::add);
            return lines;
        } catch (UncheckedIOException e) {
            if (defect == Defect.SWALLOWS_FAILURES) {
                return List.of();
            }
            throw e;
        }
    }

    private static ByteSource named(List<ByteSource> files, String name) {
        return files.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new EtlException(StandardError.RECORD_MALFORMED, "there are no " + name));
    }

    @Override
    public void close() {
        if (closed && defect == Defect.CLOSES_ONCE) {
            throw new IllegalStateException("closed twice");
        }
        closed = true;
    }
}
