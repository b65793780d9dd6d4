package dev.tributary.etl.core.internal.transform;

import dev.tributary.etl.core.internal.record.PerType;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.Transformer;
import java.time.Instant;
import java.util.List;

/** Writes the job's instant into columns. It is a transformer since content hashes must not depend on when a record was collected. */
final class JobTime implements Transformer {
    private final JobTimeOptions options;
    private final Instant instant;
    private final PerType<RecordType> widened = new PerType<>(this::widen);

    JobTime(JobTimeOptions options, Instant instant) {
        this.options = options;
        this.instant = instant;
    }

    @Override
    public List<RecordType> types(List<RecordType> incoming) {
        return incoming.stream().map(widened::of).toList();
    }

    private RecordType widen(RecordType type) {
        var wider = type;
        for (var field : options.fields()) {
            wider = AddedColumn.in(wider, field, Kind.INSTANT);
        }
        return wider;
    }

    @Override
    public void transform(Batch batch, Emitter out) {
        for (var record : batch.records()) {
            widened.of(record.type()); // checks the kinds, once per type
            var stamped = record;
            for (var field : options.fields()) {
                stamped = AddedColumn.set(stamped, field, Kind.INSTANT, instant);
            }
            out.emit(stamped);
        }
    }
}
