package dev.tributary.etl.core.internal.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a server asks to wait (RFC 9110, 10.2.3): seconds, or a date, which counts from the answer's own Date. */
final class RetryAfter {
    private RetryAfter() {}

    static Optional<Duration> parse(Optional<String> retryAfter, Optional<String> date) {
        var text = retryAfter.map(String::strip).orElse("");
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        var until = instant(text);
        var now = instant(date.map(String::strip).orElse(""));
        if (until.isEmpty() || now.isEmpty()) {
            return Optional.empty();
        }
        var wait = Duration.between(now.get(), until.get());
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Optional<ZonedDateTime> instant(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
