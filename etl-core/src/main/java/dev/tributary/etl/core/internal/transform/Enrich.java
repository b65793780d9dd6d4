package dev.tributary.etl.core.internal.transform;

import dev.tributary.etl.core.internal.record.PerType;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Transformer;
import java.util.List;

/** Gives every record the same values in some columns. */
final class Enrich implements Transformer {
    private final EnrichOptions options;
    private final PerType<RecordType> widened = new PerType<>(this::widen);

    Enrich(EnrichOptions options) {
        this.options = options;
    }

    @Override
    public List<RecordType> types(List<RecordType> incoming) {
        return incoming.stream().map(widened::of).toList();
    }

    @Override
    public void transform(Batch batch, Emitter out) {
        for (var record : batch.records()) {
            out.emit(enriched(record));
        }
    }

    /** Column by column, which keeps content hash and raw bytes. */
    private DataRecord enriched(DataRecord record) {
        widened.of(record.type()); // checks the kinds, once per type
        var enriched = record;
        for (var field : options.fields().entrySet()) {
            if (!options.overwrite() && record.value(field.getKey()) != null) {
                throw new EtlException(
                        StandardError.OPTION_INVALID,
                        "Cannot enrich " + record.key() + ": it has a value in " + field.getKey(),
                        "write 'overwrite: true', or another name");
            }
            var kind = ConstantValues.kind(field.getKey(), field.getValue());
            enriched = AddedColumn.set(enriched, field.getKey(), kind, field.getValue());
        }
        return enriched;
    }

    private RecordType widen(RecordType type) {
        var wider = type;
        for (var field : options.fields().entrySet()) {
            wider = AddedColumn.in(wider, field.getKey(), ConstantValues.kind(field.getKey(), field.getValue()));
        }
        return wider;
    }
}
