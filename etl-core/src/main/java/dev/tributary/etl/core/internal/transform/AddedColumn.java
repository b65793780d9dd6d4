package dev.tributary.etl.core.internal.transform;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;

/** A column that a transformer sets, at the end of a type when the type does not have it. */
final class AddedColumn {
    private AddedColumn() {}

    /**
     * The type with the column.
     *
     * @throws EtlException OPTION_INVALID when the type has it and it holds another kind
     */
    static RecordType in(RecordType type, String column, Kind kind) {
        int at = type.indexOf(column);
        if (at < 0) {
            return type.plus(column, kind);
        }
        var has = type.columns().get(at).kind();
        if (has != kind && has != Kind.ANY) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot set a value of " + type.name() + ": column " + column + " holds " + has + ", not " + kind,
                    kind == Kind.TEXT
                            ? "write a value of that kind, or name another column"
                            : "write the value in quotes if it is meant as text, or name another column");
        }
        return type;
    }

    /** The record with the column set; content hash and raw bytes stay. */
    static DataRecord set(DataRecord record, String column, Kind kind, Object value) {
        if (record.type().indexOf(column) < 0) {
            // A type remembers its columns: without this the next call would add one of kind ANY.
            record.type().plus(column, kind);
        }
        return record.with(column, value);
    }
}
