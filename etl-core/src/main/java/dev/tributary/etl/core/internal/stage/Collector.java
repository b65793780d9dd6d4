package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Holds what a stage emits until the engine knows that it counts: a source record is all or nothing. */
final class Collector implements Emitter {
    /** A rejected record, or a rejected source record when {@code record} is null. */
    record Reject(
            Origin origin,
            @org.jspecify.annotations.Nullable DataRecord record,
            List<Problem> problems) {}

    private record Step(String series, Instant position) {}

    private final Attachments attachments;
    private final List<DataRecord> records = new ArrayList<>();
    private final BitSet deletions = new BitSet();
    private final List<Reject> rejects = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    Collector(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public void emit(DataRecord record) {
        records.add(record);
    }

    @Override
    public void delete(DataRecord key) {
        deletions.set(records.size());
        records.add(key);
    }

    @Override
    public void reject(Origin origin, Problem problem) {
        rejects.add(new Reject(origin, null, List.of(problem)));
    }

    @Override
    public void reject(DataRecord record, List<Problem> problems) {
        rejects.add(new Reject(record.origin(), record, List.copyOf(problems)));
    }

    @Override
    public void warn(Origin origin, Problem problem) {
        warnings.add(origin.source() + ":" + origin.line() + " " + problem);
    }

    @Override
    public void advance(String series, Instant position) {
        steps.add(new Step(series, position));
    }

    @Override
    public Attachment attach(String format, InputStream content) throws IOException, InterruptedException {
        return attachments.store(format, content);
    }

    List<DataRecord> records() {
        return records;
    }

    boolean deletion(int i) {
        return deletions.get(i);
    }

    List<Reject> rejects() {
        return rejects;
    }

    /** Records and rejects. */
    int size() {
        return records.size() + rejects.size();
    }

    /** Hands on the notes that belong to records which count. */
    void notes(ChunkOutcome outcome) {
        warnings.forEach(outcome::warn);
        steps.forEach(s -> outcome.advance(s.series(), s.position()));
    }

    void clear() {
        records.clear();
        rejects.clear();
        warnings.clear();
        steps.clear();
        if (!deletions.isEmpty()) {
            deletions.clear();
        }
    }
}
