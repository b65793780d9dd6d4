package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.core.internal.record.ColumnNames;
import dev.tributary.etl.core.internal.record.PerType;
import dev.tributary.etl.core.internal.record.Retyping;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Normalizer;
import java.util.HashMap;
import java.util.List;

/** Keeps some columns, in the order they have. Key columns cannot go: records would lose their identity. */
final class Select implements Normalizer {
    private final SelectOptions options;
    private final PerType<Retyping> retypings = new PerType<>(this::retyping);

    Select(SelectOptions options) {
        this.options = options;
    }

    @Override
    public List<RecordType> types(List<RecordType> incoming) {
        ColumnNames.check("keep", options.keep(), incoming);
        ColumnNames.check("drop", options.drop(), incoming);
        return incoming.stream().map(type -> retypings.of(type).target()).toList();
    }

    @Override
    public void normalize(DataRecord record, Emitter out) {
        out.emit(retypings.of(record.type()).apply(record));
    }

    private boolean stays(String column) {
        return options.keep().isEmpty()
                ? !options.drop().contains(column)
                : options.keep().contains(column);
    }

    private Retyping retyping(RecordType type) {
        for (var key : Retyping.keyNames(type)) {
            if (!stays(key)) {
                throw new EtlException(
                        StandardError.OPTION_INVALID,
                        "Cannot drop " + key + ": it identifies the records of type " + type.name(),
                        "keep it");
            }
        }
        var names = new HashMap<String, String>();
        for (var column : type.columns()) {
            if (stays(column.name())) {
                names.put(column.name(), column.name());
            }
        }
        return Retyping.of(type, names);
    }
}
