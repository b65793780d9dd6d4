package dev.tributary.etl.core.internal.ledger;

import java.io.IOException;
import java.sql.SQLException;

/** Record rows for PostgreSQL's COPY, in the order of the columns of its commands. */
final class CopiedRecords {
    private static final short COLUMNS = 15;
    private static final short STAGED_COLUMNS = 19;

    private CopiedRecords() {}

    /** The rows of a unit that was loaded. */
    static BinaryCopy.Rows of(UnitRows rows) {
        return copy -> {
            var unit = new Place(rows.jobNumber(), rows.unit());
            for (var record : rows.loaded()) {
                copy.row(COLUMNS);
                row(copy, unit, record, "stored");
            }
            for (var record : rows.refused()) {
                copy.row(COLUMNS);
                row(copy, unit, record, "failed");
            }
        };
    }

    /** The rows of a unit that was parsed and waits. */
    static BinaryCopy.Rows of(PackedRows rows) {
        return copy -> {
            var unit = new Place(rows.jobNumber(), rows.unit());
            for (var packed : rows.staged().records()) {
                copy.row(STAGED_COLUMNS);
                row(copy, unit, packed.row(), packed.kind().word());
                copy.narrow(packed.place());
                copy.bytes(packed.newest());
                copy.wide(rows.shape(packed));
                copy.json(packed.data());
            }
        };
    }

    private record Place(long jobNumber, int unit) {}

    private static void row(BinaryCopy copy, Place unit, StagedRecord record, String status)
            throws IOException, SQLException {
        copy.wide(unit.jobNumber());
        copy.narrow(unit.unit());
        copy.narrow(record.chunk());
        copy.text(StorableText.key(record.type()));
        copy.text(StorableText.key(record.identifier()));
        copy.text(StorableText.mended(record.name()));
        var hash = record.hash();
        copy.digest(hash == null ? null : hash.sha256());
        copy.digest(hash == null ? null : hash.md5());
        copy.digest(hash == null ? null : hash.contentMd5());
        var origin = record.origin();
        copy.narrow(origin.file());
        copy.wide(origin.ordinal());
        copy.wide(origin.offset());
        copy.wide(origin.length());
        copy.wide(origin.line());
        copy.text(status);
    }
}
