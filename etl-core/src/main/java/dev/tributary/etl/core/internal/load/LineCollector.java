package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Publication;
import dev.tributary.etl.spi.stage.Rejects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Keeps records as the lines that {@code jsonl} would write, for tests of datasets; writes nothing. A record to delete is a line too. */
public final class LineCollector implements Loader {
    private static final long MAX_BYTES = 64L << 20;
    private static final byte[] DELETED = ",\"deleted\":true".getBytes(StandardCharsets.US_ASCII);

    private final Map<Integer, List<Line>> units = new TreeMap<>();
    private long bytes;

    /** A record: all that {@code jsonl} says of it, and what of that does not hang on where it stood. */
    public record Line(String whole, String essence) {}

    /** The records of the units that were finished, in source order. */
    public synchronized List<Line> lines() {
        return units.values().stream().flatMap(List::stream).toList();
    }

    private synchronized void finish(int unit, List<Line> lines) {
        units.put(unit, lines);
    }

    private synchronized void count(int more) {
        bytes += more;
        if (bytes > MAX_BYTES) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot test with this input: it makes more than " + (MAX_BYTES >> 20) + " MiB of records",
                    "take a part of it");
        }
    }

    @Override
    public Set<RecordPart> needs() {
        return Set.of(RecordPart.CONTENT_HASH, RecordPart.JSON);
    }

    @Override
    public void prepare(LoadTarget target, List<RecordType> types) {
        // There is no target.
    }

    @Override
    public LoadTask open(LoadUnit unit) {
        return new Task(unit);
    }

    @Override
    public List<String> publish(Publication publication, Iterable<LoadReceipt> receipts) {
        return List.of();
    }

    private final class Task implements LoadTask {
        private final LoadUnit unit;
        private final JsonLineBuffer buffer = new JsonLineBuffer();
        private final List<Line> lines = new ArrayList<>();

        Task(LoadUnit unit) {
            this.unit = unit;
        }

        @Override
        public void write(Batch batch, Rejects rejects) {
            for (var record : batch.records()) {
                JsonLine.start(record, buffer);
                var whole = line(record);
                JsonLine.startEssence(record, buffer);
                lines.add(new Line(whole, line(record)));
                count(2 * whole.length());
            }
        }

        private String line(DataRecord record) {
            buffer.raw(JsonLine.data(record));
            return taken();
        }

        /** The line without its end; the buffer is empty afterwards. */
        private String taken() {
            JsonLine.end(buffer);
            var text = new String(buffer.bytes(), 0, buffer.length() - 1, StandardCharsets.UTF_8);
            buffer.truncate(0);
            return text;
        }

        @Override
        public void delete(Batch keys) {
            for (var record : keys.records()) {
                JsonLine.key(record, buffer);
                buffer.raw(DELETED);
                var line = taken();
                lines.add(new Line(line, line));
                count(2 * line.length());
            }
        }

        @Override
        public LoadReceipt finish() {
            LineCollector.this.finish(unit.number(), lines);
            return new LoadReceipt(unit.number(), lines.size(), List.of(), Map.of());
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
