package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.core.internal.canonical.CanonicalNumbers;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The folder of a record: {@code column=value} for each column in turn, as Hive and Spark read it. Values are encoded like segments of a key, so
 * any value makes one folder below the output, different values different ones, also where a file system ignores case.
 */
record Partitioning(List<String> columns) {
    /** The folder of absent values; no encoded value has capital letters. */
    private static final String ABSENT = "__HIVE_DEFAULT_PARTITION__";

    /**
     * Where a record goes.
     *
     * @throws EtlException RECORD_UNLOADABLE (DATA) when a column holds a list or a map
     */
    String folder(DataRecord record) {
        var folder = new StringBuilder();
        for (var column : columns) {
            folder.append(folder.isEmpty() ? "" : "/")
                    .append(KeyEncoding.segment(column))
                    .append('=');
            var value = record.value(column);
            folder.append(value == null ? ABSENT : KeyEncoding.segment(text(column, value)));
        }
        return folder.toString();
    }

    private static String text(String column, Object value) {
        if (value instanceof Collection || value instanceof Map) {
            var problem = Problem.of(
                            StandardError.RECORD_UNLOADABLE,
                            "Cannot partition by " + column + ": it holds a " + (value instanceof Map ? "map" : "list")
                                    + ", not one value")
                    .inField(column)
                    .withHint("partition by a column with one value a record, or split the records by it first");
            throw new EtlException(problem, null);
        }
        if (value instanceof BigDecimal number) {
            return CanonicalNumbers.text(number);
        }
        if (value instanceof Double number) {
            return CanonicalNumbers.text(number);
        }
        return value instanceof Instant instant ? CanonicalNumbers.text(instant) : value.toString();
    }
}
