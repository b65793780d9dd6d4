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

/** Gives columns other names; all at once, so two may swap theirs. Where only the data tell the columns, unknown old names are passed over. */
final class Rename implements Normalizer {
    private final RenameOptions options;
    private final PerType<Retyping> retypings = new PerType<>(this::retyping);

    Rename(RenameOptions options) {
        this.options = options;
    }

    @Override
    public List<RecordType> types(List<RecordType> incoming) {
        ColumnNames.check("rename", options.fields().keySet(), incoming);
        return incoming.stream().map(type -> retypings.of(type).target()).toList();
    }

    @Override
    public void normalize(DataRecord record, Emitter out) {
        out.emit(retypings.of(record.type()).apply(record));
    }

    private Retyping retyping(RecordType type) {
        var names = new HashMap<String, String>();
        var taken = new HashMap<String, String>();
        for (var column : type.columns()) {
            var name = options.fields().getOrDefault(column.name(), column.name());
            var other = taken.put(name, column.name());
            if (other != null) {
                throw new EtlException(
                        StandardError.OPTION_INVALID,
                        "Cannot rename to " + name + ": " + type.name() + " would have it twice, from " + other
                                + " and " + column.name(),
                        "rename or drop the other column too");
            }
            names.put(column.name(), name);
        }
        return Retyping.of(type, names);
    }
}
