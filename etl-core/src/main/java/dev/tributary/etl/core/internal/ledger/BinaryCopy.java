package dev.tributary.etl.core.internal.ledger;

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
 * PostgreSQL's COPY in its binary form (postgresql.org/docs/current/sql-copy.html), in the transaction of the connection. The only class that needs
 * PostgreSQL's own driver: where a connection does not lead to it, rows are inserted. One thread.
 */
final class BinaryCopy {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final short END = -1;
    private static final int NULL = -1;
    private static final byte JSONB_VERSION = 1;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final HexFormat HEX = HexFormat.of();

    private final CopyIn copy;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(2 * BUFFER_BYTES);
    private final DataOutputStream out = new DataOutputStream(buffer);

    /** Writes all its rows. */
    interface Rows {
        void to(BinaryCopy copy) throws IOException, SQLException;
    }

    private BinaryCopy(CopyIn copy) {
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
                Class.forName("org.postgresql.PGConnection", false, BinaryCopy.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException e) {
                // The driver is the host's to bring; another one may serve PostgreSQL too.
                return false;
            }
        }
    }

    /** @param command a COPY of the columns in the order in which {@code rows} writes them */
    static void write(Connection connection, String command, Rows rows) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(command);
        try {
            new BinaryCopy(copy).write(rows);
            copy.endCopy();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to memory", e);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void write(Rows rows) throws IOException, SQLException {
        out.write(SIGNATURE);
        out.writeLong(0); // no flags, no extension of the header
        rows.to(this);
        out.writeShort(END);
        flush();
    }

    private void flush() throws SQLException {
        var bytes = buffer.toByteArray();
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.reset();
    }

    /** Begins a row of so many columns; the row before is complete. */
    void row(short columns) throws IOException, SQLException {
        if (buffer.size() >= BUFFER_BYTES) {
            flush();
        }
        out.writeShort(columns);
    }

    void wide(long value) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
    }

    void narrow(int value) throws IOException {
        out.writeInt(Integer.BYTES);
        out.writeInt(value);
    }

    void text(@Nullable String value) throws IOException {
        bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    void digest(@Nullable String hex) throws IOException {
        bytes(hex == null ? null : HEX.parseHex(hex));
    }

    void json(byte[] text) throws IOException {
        out.writeInt(1 + text.length);
        out.writeByte(JSONB_VERSION);
        out.write(text);
    }

    void bytes(byte @Nullable [] value) throws IOException {
        if (value == null) {
            out.writeInt(NULL);
        } else {
            out.writeInt(value.length);
            out.write(value);
        }
    }
}
