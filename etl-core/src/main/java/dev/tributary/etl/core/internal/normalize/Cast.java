package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.core.internal.record.ColumnNames;
import dev.tributary.etl.core.internal.record.PerType;
import dev.tributary.etl.core.internal.record.Retyping;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Normalizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives columns another kind and reads their values as it. Blank text is absent. */
final class Cast implements Normalizer {
    private final CastOptions options;
    private final ScalarCast cast;
    private final PerType<RecordType> targets = new PerType<>(this::target);

    Cast(CastOptions options) {
        this.options = options;
        this.cast = new ScalarCast(options);
    }

    @Override
    public List<RecordType> types(List<RecordType> incoming) {
        ColumnNames.check("cast", options.fields().keySet(), incoming);
        return incoming.stream().map(targets::of).toList();
    }

    private RecordType target(RecordType type) {
        return Retyping.retyped(type, options.fields(), Retyping.keyNames(type));
    }

    @Override
    public void normalize(DataRecord record, Emitter out) {
        var type = record.type();
        var values = new @Nullable Object[type.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(type.columns().get(i).name(), record.value(i));
        }
        out.emit(record.as(targets.of(type), values));
    }

    private @Nullable Object value(String field, @Nullable Object value) {
        var kind = options.fields().get(field);
        if (kind == null || value == null) {
            return value;
        }
        if (value instanceof String text && text.isBlank()) {
            return null;
        }
        try {
            return cast.cast(field, value, kind);
        } catch (EtlException e) {
            if (options.onError() == CastOptions.OnError.ABSENT) {
                return null;
            }
            throw e;
        }
    }
}
