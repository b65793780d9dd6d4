package dev.tributary.etl.cli;

import dev.tributary.etl.core.OfferedFile;
import dev.tributary.etl.core.Preview;
import dev.tributary.etl.core.RejectedRecord;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A preview for people: a table where it fits the terminal, else a block a record. */
final class PreviewText {
    private static final int MAX_FILES = 10;

    private final PrintWriter out;
    private final int width;

    PreviewText(Surroundings surroundings) {
        this.out = surroundings.out();
        this.width = surroundings.width();
    }

    void print(Preview preview) {
        String release = preview.release().map(r -> "  release " + r).orElse("");
        out.println(preview.datasetId() + release + "  " + behind(preview) + ", nothing was written");
        preview.files().stream().limit(MAX_FILES).forEach(file -> line("file", file(file)));
        if (preview.files().size() > MAX_FILES) {
            line("files", preview.files().size() + " in all");
        }
        out.println();
        printRecords(preview.records());
        preview.rejects().forEach(this::print);
        line("shown", shown(preview));
    }

    private static String behind(Preview preview) {
        return switch (preview.stage()) {
            case EXTRACT -> "source records";
            case PARSE -> "as parsed";
            case NORMALIZE -> "behind normalize";
            case TRANSFORM -> "as loaders would get them";
        };
    }

    private static String file(OfferedFile file) {
        String size = file.bytes().isPresent() ? Quantities.bytes(file.bytes().getAsLong()) : "size unknown";
        String sums = file.checksums().isEmpty() ? "no checksum published" : String.join(", ", file.checksums());
        return file.name() + ", " + size + ", " + sums;
    }

    private void printRecords(List<Preview.Row> rows) {
        TextTable table = table(rows);
        if (table.width() <= width) {
            table.print(out, width);
            out.println();
        } else {
            rows.forEach(this::printBlock);
        }
    }

    private static TextTable table(List<Preview.Row> rows) {
        Set<String> fields = new LinkedHashSet<>();
        rows.forEach(row -> fields.addAll(row.values().keySet()));
        List<String> header = new ArrayList<>(List.of("place"));
        header.addAll(fields);
        TextTable table = new TextTable(header);
        for (Preview.Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.place()));
            fields.forEach(field -> cells.add(Cell.of(row.values().get(field))));
            table.add(cells);
        }
        return table;
    }

    private void printBlock(Preview.Row row) {
        String what = row.type().isEmpty() ? "source record" : row.type() + " " + row.identifier();
        String deletion = row.deletion() ? "  to be deleted" : "";
        out.println(Cell.cut(PrintableText.of(what.strip() + deletion + "  " + row.place()), width));
        int names =
                row.values().keySet().stream().mapToInt(String::length).max().orElse(0);
        if (row.type().isEmpty()) {
            row.values().values().forEach(text -> printSource(text.toString()));
        } else {
            row.values()
                    .forEach((field, value) -> out.println(Cell.cut(
                            "  " + Cell.padded(PrintableText.of(field), names) + "  " + Cell.of(value), width)));
        }
        out.println();
    }

    private void printSource(String text) {
        PrintableText.of(text).lines().forEach(each -> out.println(Cell.cut("  " + each, width)));
    }

    private void print(RejectedRecord reject) {
        String field = reject.field().isEmpty() ? "" : " in " + reject.field();
        String hint = reject.hint().isEmpty() ? "" : "; " + reject.hint();
        line("reject", reject.place() + "  " + reject.code() + field + ": " + reject.message() + hint);
    }

    private static String shown(Preview preview) {
        String rejects =
                preview.rejects().isEmpty() ? "" : ", " + preview.rejects().size() + " rejects";
        String more = preview.atEnd() ? "; these are all" : "; there are more, see --limit";
        return preview.records().size() + " records" + rejects + more;
    }

    private void line(String name, String text) {
        out.println(PrintableText.of(String.format(Locale.ROOT, "  %-9s %s", name, text)));
    }
}
