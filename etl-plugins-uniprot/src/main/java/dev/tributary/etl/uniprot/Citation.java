package dev.tributary.etl.uniprot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a publication stands, from the attributes of a {@code citation} element, written as the flat file's RL line. */
final class Citation {
    private static final List<String> NUMBERS =
            List.of("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    private String type = "";
    private String name = "";
    private String date = "";
    private String volume = "";
    private String pages = "";
    private String place = "";
    private String database = "";
    private String number = "";

    /** Takes over the attributes of the element whose start tag was read last. */
    void read(XmlCursor cursor) {
        type = orEmpty(cursor.attribute("type"));
        name = orEmpty(cursor.attribute("name"));
        date = orEmpty(cursor.attribute("date"));
        volume = orEmpty(cursor.attribute("volume"));
        database = orEmpty(cursor.attribute("db"));
        number = orEmpty(cursor.attribute("number"));
        String first = orEmpty(cursor.attribute("first"));
        String last = orEmpty(cursor.attribute("last"));
        pages = last.isEmpty() ? first : first + "-" + last;
        place = row(
                cursor.attribute("publisher"),
                cursor.attribute("institute"),
                cursor.attribute("city"),
                cursor.attribute("country"));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String row(@Nullable String... parts) {
        var row = new StringBuilder();
        for (String part : parts) {
            row.append(part == null ? "" : ", " + part);
        }
        return row.toString();
    }

    /** The line, null when the citation says nothing. */
    @Nullable
    String location(String locator, Items editors) {
        return switch (type) {
            case "submission" ->
                "Submitted (" + month() + ") to " + (database.startsWith("UniProt") ? "" : "the ") + database;
            case "thesis" -> "Thesis (" + year() + ")" + place;
            case "patent" -> "Patent number " + number + ", " + day();
            case "unpublished observations" -> "Unpublished observations (" + month() + ")";
            case "book" -> book(editors);
            case "online journal article" -> "(er) " + name + " " + (locator.isEmpty() ? article() : locator);
            default -> name.isEmpty() ? null : name + " " + article();
        };
    }

    private String article() {
        return volume + (pages.isEmpty() ? "" : ":" + pages) + "(" + year() + ")";
    }

    private String book(Items editors) {
        String by = editors.isEmpty() ? "" : XmlValues.row(editors, ", ") + " (eds.); ";
        String volumeAndPages = volume.isEmpty() || pages.isEmpty() ? volume + pages : volume + ":" + pages;
        return "(In) " + by + name + (volumeAndPages.isEmpty() ? "" : ", pp." + volumeAndPages) + place + " (" + year()
                + ")";
    }

    private String year() {
        return date.substring(0, Math.min("2001".length(), date.length()));
    }

    private String month() {
        return date.length() < "2001-02".length() ? date : name(date.substring(5, 7)) + "-" + year();
    }

    private String day() {
        return date.length() < "2001-02-03".length() ? month() : date.substring(8, 10) + "-" + month();
    }

    /** The month's name; what is no month stays as it stands. */
    private static String name(String month) {
        int number = NUMBERS.indexOf(month);
        return number < 0 ? month : MONTHS.get(number);
    }
}
