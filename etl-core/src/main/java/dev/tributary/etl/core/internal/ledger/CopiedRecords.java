package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.record.ContentHash;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Record rows written by PostgreSQL's COPY in its binary form (postgresql.org/docs/current/sql-copy.html), in the transaction of the connection. The
 * only class that needs PostgreSQL's own driver: where a connection does not lead to it, rows are inserted.
 */
final class CopiedRecords {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final short COLUMNS = 15;
    private static final short END = -1;
    private static final int NULL = -1;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final HexFormat HEX = HexFormat.of();

    private final CopyIn copy;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(2 * BUFFER_BYTES);
    private final DataOutputStream out = new DataOutputStream(buffer);

    private CopiedRecords(CopyIn copy) {
        this.copy = copy;
    }

    /** Whether there is such a driver and the connection is one of it, be it in a pool's wrapping. */
    static boolean possible(Connection connection) throws SQLException {
        return Driver.IS_THERE && connection.isWrapperFor(PGConnection.class);
    }

    private static final class Driver {
        private static final boolean IS_THERE = find();

        private static boolean find() {
            try {
                Class.forName("org.postgresql.PGConnection", false, CopiedRecords.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException e) {
                // The driver is the host's to bring; another one may serve PostgreSQL too.
                return false;
            }
        }
    }

    /** @param command a COPY of the columns in the order of {@link #row} */
    static void write(Connection connection, String command, UnitRows rows) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(command);
        try {
            new CopiedRecords(copy).write(rows);
            copy.endCopy();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to memory", e);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void write(UnitRows rows) throws IOException, SQLException {
        out.write(SIGNATURE);
        out.writeLong(0); // no flags, no extension of the header
        for (var record : rows.loaded()) {
            row(rows, record, "stored");
        }
        for (var record : rows.refused()) {
            row(rows, record, "failed");
        }
        out.writeShort(END);
        flush();
    }

    private void flush() throws SQLException {
        var bytes = buffer.toByteArray();
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.reset();
    }

    private void row(UnitRows rows, StagedRecord record, String status) throws IOException, SQLException {
        out.writeShort(COLUMNS);
        wide(rows.jobNumber());
        narrow(rows.unit());
        narrow(record.chunk());
        text(StorableText.key(record.type()));
        text(StorableText.key(record.identifier()));
        text(StorableText.mended(record.name()));
        digests(record.hash());
        var origin = record.origin();
        narrow(origin.file());
        wide(origin.ordinal());
        wide(origin.offset());
        wide(origin.length());
        wide(origin.line());
        text(status);
        if (buffer.size() >= BUFFER_BYTES) {
            flush();
        }
    }

    private void digests(@Nullable ContentHash hash) throws IOException {
        digest(hash == null ? null : hash.sha256());
        digest(hash == null ? null : hash.md5());
        digest(hash == null ? null : hash.contentMd5());
    }

    private void wide(long value) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
    }

    private void narrow(int value) throws IOException {
        out.writeInt(Integer.BYTES);
        out.writeInt(value);
    }

    private void text(@Nullable String value) throws IOException {
        bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private void digest(@Nullable String hex) throws IOException {
        bytes(hex == null ? null : HEX.parseHex(hex));
    }

    private void bytes(byte @Nullable [] value) throws IOException {
        if (value == null) {
            out.writeInt(NULL);
        } else {
            out.writeInt(value.length);
            out.write(value);
        }
    }
}
