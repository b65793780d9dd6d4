package dev.tributary.etl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows in columns as wide as what they hold; the last column gives way where the terminal ends. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... header) {
        this(List.of(header));
    }

    TextTable(List<String> header) {
        this.header = List.copyOf(header);
    }

    /** A row with as many cells as the header has. */
    void add(List<String> cells) {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException(cells.size() + " cells under " + header.size() + " names");
        }
        rows.add(cells.stream().map(Cell::of).toList());
    }

    /** Columns that a terminal needs to show all of it. */
    int width() {
        return widths().stream().mapToInt(w -> w + GAP.length()).sum() - GAP.length();
    }

    void print(PrintWriter out, int width) {
        List<Integer> widths = widths();
        out.println(line(header, widths, width));
        rows.forEach(row -> out.println(line(row, widths, width)));
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>(Collections.nCopies(header.size(), 0));
        widen(widths, header);
        rows.forEach(row -> widen(widths, row));
        return widths;
    }

    private static void widen(List<Integer> widths, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            widths.set(
                    i,
                    Math.max(
                            widths.get(i),
                            cells.get(i).codePointCount(0, cells.get(i).length())));
        }
    }

    private static String line(List<String> cells, List<Integer> widths, int width) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? "" : GAP).append(Cell.padded(cells.get(i), widths.get(i)));
        }
        return Cell.cut(line.toString().stripTrailing(), width);
    }
}
