package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.stage.LoadTarget;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes rows of records, and refuses what no database takes. One thread at a time. */
final class RowMaker {
    private static final DateTimeFormatter INSTANT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

    private final int sheet;
    private final Layout layout;
    private final LoadTarget target;
    private final RowHash hash;

    /** {@code sheet}: the place of the table among those of the load. */
    RowMaker(int sheet, Layout layout, LoadTarget target) {
        this.sheet = sheet;
        this.layout = layout;
        this.target = target;
        this.hash = new RowHash(layout.columns());
    }

    static Set<RecordPart> needs(List<TableColumn> columns) {
        boolean hash = columns.stream().anyMatch(column -> column.field().isHash());
        boolean json = columns.stream()
                .anyMatch(column -> column.type() == ColumnType.JSON
                        || (column.type() == ColumnType.TEXT && !column.field().isOwn()));
        return hash && json
                ? Set.of(RecordPart.CONTENT_HASH, RecordPart.JSON)
                : hash ? Set.of(RecordPart.CONTENT_HASH) : json ? Set.of(RecordPart.JSON) : Set.of();
    }

    /**
     * A row to insert.
     *
     * @throws EtlException RECORD_UNLOADABLE naming the column
     */
    Row row(DataRecord record) {
        var cells = cells(record);
        return new Row(sheet, cells, hash.of(cells));
    }

    /** A row to delete. */
    Row deletion(DataRecord key) {
        return new Row(sheet, cells(key), null);
    }

    private @Nullable String[] cells(DataRecord record) {
        var columns = layout.columns();
        var cells = new @Nullable String[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            var column = columns.get(i);
            cells[i] = checked(column, text(column, record));
        }
        return cells;
    }

    private @Nullable String text(TableColumn column, DataRecord record) {
        var value = column.field().value(record, target);
        if (value == null) {
            return null;
        }
        if (column.type() == ColumnType.JSON) {
            return json(column, record);
        }
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros().toPlainString();
        }
        if (value instanceof Instant instant) {
            return INSTANT.format(instant);
        }
        if (value instanceof List
                || value instanceof Map
                || (value instanceof Double && column.type() == ColumnType.TEXT)) {
            return json(column, record);
        }
        return value.toString();
    }

    /** Only the engine serialises values, so that they look alike wherever they are. */
    private static String json(TableColumn column, DataRecord record) {
        return record.json()
                .flatMap(column.field()::json)
                .orElseThrow(() -> refused(column, "it has no JSON", "give the column a type other than json"));
    }

    /**
     * Refuses what no database takes.
     *
     * @throws EtlException RECORD_UNLOADABLE naming the column
     */
    static @Nullable String checked(TableColumn column, @Nullable String text) {
        if (text == null) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw refused(column, "it holds the character NUL", "remove it with a normalizer");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw refused(column, "it holds half a character", "mend the source's charset");
                }
                i++;
            }
        }
        if (column.type() == ColumnType.JSON && holdsEscapedNul(text)) {
            throw refused(column, "it holds the character NUL", "remove it with a normalizer");
        }
        return text;
    }

    private static boolean holdsEscapedNul(String json) {
        for (int at = json.indexOf("\\u0000"); at >= 0; at = json.indexOf("\\u0000", at + 1)) {
            int backslashes = 1;
            while (at - backslashes >= 0 && json.charAt(at - backslashes) == '\\') {
                backslashes++;
            }
            if (backslashes % 2 == 1) {
                return true;
            }
        }
        return false;
    }

    private static EtlException refused(TableColumn column, String why, String hint) {
        return new EtlException(
                Problem.of(
                                StandardError.RECORD_UNLOADABLE,
                                "Cannot store the value of column " + column.name() + ": " + why)
                        .inField(column.field().text())
                        .withHint(hint),
                null);
    }
}
