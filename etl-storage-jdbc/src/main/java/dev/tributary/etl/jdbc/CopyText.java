package dev.tributary.etl.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows in the text format of PostgreSQL's COPY: a line each, its cells and its hash. */
final class CopyText {
    private static final HexFormat HEX = HexFormat.of();
    private static final int FLUSH_CHARS = 64 << 10;

    private CopyText() {}

    /** What a line begins with. */
    interface Head {
        /** Appends the columns before the cells, each with a tab behind it. */
        void append(StringBuilder text, int index);
    }

    static void copy(Connection connection, String command, List<Row> rows, Head head) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(command);
        try {
            var text = new StringBuilder();
            for (int i = 0; i < rows.size(); i++) {
                head.append(text, i);
                append(text, rows.get(i));
                if (text.length() > FLUSH_CHARS || i == rows.size() - 1) {
                    var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                    copy.writeToCopy(bytes, 0, bytes.length);
                    text.setLength(0);
                }
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void append(StringBuilder text, Row row) {
        for (var cell : row.cells()) {
            append(text, cell);
            text.append('\t');
        }
        var hash = row.hash();
        if (hash == null) {
            text.append("\\N\n");
        } else {
            text.append("\\\\x").append(HEX.formatHex(hash)).append('\n');
        }
    }

    private static void append(StringBuilder text, @Nullable String cell) {
        if (cell == null) {
            text.append("\\N");
            return;
        }
        int done = 0;
        for (int i = 0; i < cell.length(); i++) {
            char escaped = escaped(cell.charAt(i));
            if (escaped != 0) {
                text.append(cell, done, i).append('\\').append(escaped);
                done = i + 1;
            }
        }
        text.append(cell, done, cell.length());
    }

    /** What stands behind a backslash for the character; 0 when it stands for itself. */
    private static char escaped(char c) {
        return switch (c) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> 0;
        };
    }
}
