package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.Origin;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a stage emits; nothing else is expected of it. */
public final class Emitted implements Emitter {
    public final List<DataRecord> records = new ArrayList<>();

    @Override
    public void emit(DataRecord record) {
        records.add(record);
    }

    @Override
    public void delete(DataRecord key) {
        throw new AssertionError("deleted " + key);
    }

    @Override
    public void reject(Origin origin, Problem problem) {
        throw new AssertionError("rejected " + problem);
    }

    @Override
    public void reject(DataRecord record, List<Problem> problems) {
        throw new AssertionError("rejected " + problems);
    }

    @Override
    public void warn(Origin origin, Problem problem) {
        throw new AssertionError("warned " + problem);
    }

    @Override
    public void advance(String series, Instant position) {
        throw new AssertionError("advanced " + series);
    }

    @Override
    public Attachment attach(String format, InputStream content) {
        throw new AssertionError("attached " + format);
    }
}
