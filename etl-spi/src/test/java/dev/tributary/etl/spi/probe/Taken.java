package dev.tributary.etl.spi.probe;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.StoredObject;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps all that a stage hands on. */
final class Taken implements Emitter {
    final List<DataRecord> records = new ArrayList<>();
    final List<DataRecord> deletions = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();
    final List<Problem> warnings = new ArrayList<>();
    final Map<String, Instant> positions = new HashMap<>();
    final List<String> attached = new ArrayList<>();

    @Override
    public void emit(DataRecord record) {
        records.add(record);
    }

    @Override
    public void delete(DataRecord key) {
        deletions.add(key);
    }

    @Override
    public void reject(Origin origin, Problem problem) {
        problems.add(problem);
    }

    @Override
    public void reject(DataRecord record, List<Problem> found) {
        problems.addAll(found);
    }

    @Override
    public void warn(Origin origin, Problem problem) {
        warnings.add(problem);
    }

    @Override
    public void advance(String series, Instant position) {
        positions.merge(series, position, (a, b) -> a.isAfter(b) ? a : b);
    }

    @Override
    public Attachment attach(String format, InputStream content) throws IOException {
        try (content) {
            var bytes = content.readAllBytes();
            attached.add(format + ":" + bytes.length);
            Optional<Checksum> none = Optional.empty();
            return new Attachment(format, new StoredObject("attachments/" + attached.size(), bytes.length, "1", none));
        }
    }
}
