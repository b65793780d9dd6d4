package dev.tributary.etl.core.internal.transform;

import dev.tributary.etl.core.internal.record.ColumnNames;
import dev.tributary.etl.core.internal.record.PerType;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.Transformer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sets columns by a table in the dataset file. A value that is looked up counts by its text. */
final class Lookup implements Transformer {
    private final LookupOptions options;
    private final Map<String, Map<String, Object>> rows = new HashMap<>();
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final PerType<RecordType> widened = new PerType<>(this::widen);

    Lookup(LookupOptions options) {
        this.options = options;
        options.table().forEach((key, row) -> {
            var columns = options.columns(row);
            rows.put(key, columns);
            columns.forEach((column, value) ->
                    kinds.merge(column, ConstantValues.kind(column, value), (a, b) -> a == b ? a : Kind.ANY));
        });
    }

    @Override
    public List<RecordType> types(List<RecordType> incoming) {
        ColumnNames.check("look up", List.of(options.field()), incoming);
        return incoming.stream().map(widened::of).toList();
    }

    private RecordType widen(RecordType type) {
        var wider = type;
        for (var column : kinds.entrySet()) {
            wider = AddedColumn.in(wider, column.getKey(), column.getValue());
        }
        return wider;
    }

    @Override
    public void transform(Batch batch, Emitter out) {
        for (var record : batch.records()) {
            widened.of(record.type()); // checks the kinds, once per type
            var value = record.text(options.field());
            var row = value == null ? null : rows.get(value);
            if (row != null) {
                out.emit(with(record, row));
            } else if (options.missing() == LookupOptions.Missing.KEEP) {
                out.emit(record);
            } else {
                out.reject(record, List.of(unknown(value == null ? "" : value)));
            }
        }
    }

    private DataRecord with(DataRecord record, Map<String, Object> row) {
        var enriched = record;
        for (var column : row.entrySet()) {
            var kind = kinds.getOrDefault(column.getKey(), Kind.ANY);
            enriched = AddedColumn.set(enriched, column.getKey(), kind, column.getValue());
        }
        return enriched;
    }

    private Problem unknown(String value) {
        return Problem.of(StandardError.FIELD_INVALID, "'" + value + "' is not in the table of the lookup")
                .inField(options.field())
                .withHint("add a row for it, or write 'missing: keep'");
    }
}
