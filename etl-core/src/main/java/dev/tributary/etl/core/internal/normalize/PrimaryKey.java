package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.core.internal.record.ColumnNames;
import dev.tributary.etl.core.internal.record.PerType;
import dev.tributary.etl.core.internal.record.Retyping;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Normalizer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says which columns identify a record, in place of what its parser said. */
final class PrimaryKey implements Normalizer {
    private final PrimaryKeyOptions options;
    private final PerType<RecordType> targets = new PerType<>(this::target);

    PrimaryKey(PrimaryKeyOptions options) {
        this.options = options;
    }

    @Override
    public List<RecordType> types(List<RecordType> incoming) {
        ColumnNames.check("make a key of", options.fields(), incoming);
        return incoming.stream().map(targets::of).toList();
    }

    /** A type without one of the columns has no record that can be identified: each is rejected. */
    private RecordType target(RecordType type) {
        boolean hasAll = options.fields().stream().allMatch(field -> type.indexOf(field) >= 0);
        return hasAll ? Retyping.retyped(type, Map.of(), options.fields()) : type;
    }

    @Override
    public void normalize(DataRecord record, Emitter out) {
        for (var field : options.fields()) {
            if (record.value(field) == null) {
                throw new EtlException(
                        Problem.of(StandardError.FIELD_INVALID, "a record without " + field + " cannot be identified")
                                .inField(field),
                        null);
            }
        }
        var target = targets.of(record.type());
        var values = new @Nullable Object[target.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = record.value(i);
        }
        var key = target.record(record.origin(), values.clone()).key();
        out.emit(record.as(target, values).identifiedAs(key, null));
    }
}
