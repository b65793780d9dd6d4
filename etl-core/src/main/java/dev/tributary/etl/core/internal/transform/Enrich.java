package dev.tributary.etl.core.internal.transform;

import dev.tributary.etl.core.internal.record.PerType;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
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
            enriched = with(enriched, field.getKey(), field.getValue());
        }
        return enriched;
    }

    private static DataRecord with(DataRecord record, String column, Object value) {
        if (record.type().indexOf(column) < 0) {
            // A type remembers its columns: without this the next call would add one of kind ANY.
            record.type().plus(column, ConstantValues.kind(column, value));
        }
        return record.with(column, value);
    }

    private RecordType widen(RecordType type) {
        var wider = type;
        for (var field : options.fields().entrySet()) {
            int column = wider.indexOf(field.getKey());
            var kind = ConstantValues.kind(field.getKey(), field.getValue());
            if (column < 0) {
                wider = wider.plus(field.getKey(), kind);
            } else {
                checkKind(type, wider.columns().get(column), kind);
            }
        }
        return wider;
    }

    private static void checkKind(RecordType type, RecordType.Column column, Kind kind) {
        if (column.kind() != kind && column.kind() != Kind.ANY) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot enrich " + type.name() + ": column " + column.name() + " holds " + column.kind() + ", not "
                            + kind,
                    kind == Kind.TEXT
                            ? "write a value of that kind"
                            : "write the value in quotes if it is meant as text");
        }
    }
}
