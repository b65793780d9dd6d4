package dev.tributary.etl.testkit.contract;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;

/** Lines {@code name=number} below one header line, which goes into every record: right, or wrong in one way. */
final class PairParser implements Parser {
    /** What is wrong with it. */
    enum Defect {
        NONE,
        KEEPS_BYTES,
        KEEPS_HEADER,
        COUNTS_RECORDS,
        THROWS_ANYTHING,
        MISSES_TYPE,
        LEAVES_THREAD,
        CLOSES_ONCE,
        REMEMBERS_FAILURE
    }

    static final String SAMPLE = "unit: grams\nsalt=5\nsugar=12\nflour=500\nyeast=7\nwater=320\n";

    private static final RecordType TYPE = RecordType.named("pair")
            .column("name", RecordType.Kind.TEXT)
            .column("number", RecordType.Kind.INTEGER)
            .column("header", RecordType.Kind.LIST)
            .column("note", RecordType.Kind.ANY)
            .key("name")
            .build();

    private final Defect defect;
    private long records;
    private boolean failed;
    private boolean closed;

    PairParser(Defect defect) {
        this.defect = defect;
    }

    @Override
    public Framing framing() {
        return Framing.lines(1);
    }

    @Override
    public List<RecordType> types() {
        return defect == Defect.MISSES_TYPE
                ? List.of(RecordType.named("other").texts(List.of("name")).build())
                : List.of(TYPE);
    }

    @Override
    public void parse(Chunk chunk, Emitter out) {
        while (chunk.next()) {
            String line = chunk.text(StandardCharsets.UTF_8).strip();
            int equals = line.indexOf('=');
            if (equals <= 0 && defect != Defect.THROWS_ANYTHING) {
                failed = true;
                throw new EtlException(Problem.of(StandardError.RECORD_MALFORMED, "no = in the line"), null);
            }
            out.emit(TYPE.record(
                    chunk.origin(),
                    line.substring(0, equals),
                    number(line.substring(equals + 1)),
                    header(chunk),
                    note(chunk)));
        }
    }

    private long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            if (defect == Defect.THROWS_ANYTHING) {
                throw e;
            }
            failed = true;
            throw new EtlException(Problem.of(StandardError.FIELD_INVALID, "no number: " + text), e);
        }
    }

    private List<String> header(Chunk chunk) {
        return defect == Defect.KEEPS_HEADER
                ? bytes(chunk.header(), 0, chunk.header().length)
                : List.of(new String(chunk.header(), StandardCharsets.UTF_8));
    }

    private Object note(Chunk chunk) {
        return switch (defect) {
            case KEEPS_BYTES -> bytes(chunk.bytes(), chunk.from(), chunk.to());
            case COUNTS_RECORDS -> ++records;
            case REMEMBERS_FAILURE -> failed;
            case LEAVES_THREAD -> {
                var thread = new Thread(PairParser::stay, "left behind");
                thread.setDaemon(true);
                thread.start();
                yield true;
            }
            default -> true;
        };
    }

    private static void stay() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A view, not a copy. */
    private static List<String> bytes(byte[] bytes, int from, int to) {
        return new AbstractList<>() {
            @Override
            public String get(int index) {
                return Byte.toString(bytes[from + index]);
            }

            @Override
            public int size() {
                return to - from;
            }
        };
    }

    @Override
    public void close() {
        if (closed && defect == Defect.CLOSES_ONCE) {
            throw new IllegalStateException("closed twice");
        }
        closed = true;
    }
}
