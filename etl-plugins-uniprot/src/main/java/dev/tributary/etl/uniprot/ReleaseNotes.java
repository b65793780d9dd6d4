package dev.tributary.etl.uniprot;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What relnotes.txt and reldate.txt say of a release, in a line such as {@code UniProtKB/Swiss-Prot Release 2024_01 of 24-Jan-2024}; a division's own
 * day does not count, so the first line does.
 */
record ReleaseNotes(String version, LocalDate date) {
    private static final Pattern LINE = Pattern.compile(
            "Swiss-Prot Release ([0-9]{4}_[0-9]{2}) of ([0-9]{1,2}-[A-Za-z]{3}-[0-9]{4})", Pattern.CASE_INSENSITIVE);

    /** Empty when the text has no such line. */
    static Optional<ReleaseNotes> parse(String text) {
        var found = LINE.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        var day = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("d-MMM-yyyy")
                .toFormatter(Locale.ENGLISH);
        try {
            return Optional.of(new ReleaseNotes(found.group(1), LocalDate.parse(found.group(2), day)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
