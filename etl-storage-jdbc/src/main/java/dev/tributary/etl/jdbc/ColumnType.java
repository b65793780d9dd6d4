package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.record.RecordType;

/** Types of columns in tables that the loader makes. A table that is there may have others; the database converts, or refuses the row. */
public enum ColumnType {
    TEXT,
    BIGINT,
    DOUBLE,
    DECIMAL,
    BOOLEAN,
    TIMESTAMP,
    DATE,
    UUID,
    JSON;

    static ColumnType of(RecordType.Kind kind) {
        return switch (kind) {
            case TEXT -> TEXT;
            case INTEGER -> BIGINT;
            case REAL -> DOUBLE;
            case DECIMAL -> DECIMAL;
            case BOOLEAN -> BOOLEAN;
            case INSTANT -> TIMESTAMP;
            case DATE -> DATE;
            case LIST, MAP, ANY -> JSON;
        };
    }
}
