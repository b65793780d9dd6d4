package dev.tributary.etl.core.internal.http;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The Content-Range of an answer (RFC 9110, 14.4).
 *
 * @param first the first byte's offset; empty when the range was not satisfiable
 * @param last the last byte's offset, inclusive
 * @param total the length of the whole; empty when the server does not know it
 */
record ContentRange(OptionalLong first, OptionalLong last, OptionalLong total) {
    private static final Pattern FORM =
            Pattern.compile("bytes (?:([0-9]{1,18})-([0-9]{1,18})|\\*)/(?:([0-9]{1,18})|\\*)");

    /** Empty when the text is no such header, or contradicts itself. */
    static Optional<ContentRange> parse(String text) {
        var found = FORM.matcher(text.strip());
        if (!found.matches()) {
            return Optional.empty();
        }
        var range = new ContentRange(number(found.group(1)), number(found.group(2)), number(found.group(3)));
        return range.isConsistent() ? Optional.of(range) : Optional.empty();
    }

    private static OptionalLong number(String digits) {
        return digits == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }

    private boolean isConsistent() {
        return first.isEmpty()
                || (first.getAsLong() <= last.orElse(-1) && last.getAsLong() < total.orElse(Long.MAX_VALUE));
    }
}
