package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.record.DataRecord;
import java.util.List;

/** All rows of a record: they are stored together or refused together. */
record RecordRows(DataRecord record, List<Row> rows) {
    boolean isDeletion() {
        return rows.stream().anyMatch(Row::isDeletion);
    }

    int size() {
        return rows.stream().mapToInt(Row::size).sum();
    }
}
