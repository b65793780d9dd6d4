package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A URL with places for the release, a file's name and the job's day; the same job always gives the same URL. */
final class UrlTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)(?::([^{}]*))?}");

    private final String template;
    private final Instant instant;

    UrlTemplate(String template, Instant instant) {
        this.template = template;
        this.instant = instant;
    }

    /** Refuses unknown places, with an IllegalArgumentException. */
    static void check(String template) {
        var filled = new UrlTemplate(template, Instant.EPOCH).example();
        boolean web = String.valueOf(filled.getScheme()).matches("(?i)https?");
        if (!web || filled.getHost() == null || filled.getRawUserInfo() != null) {
            throw new IllegalArgumentException("'url_template' must begin with http:// or https:// and a host");
        }
    }

    /** Some URL of this form: its host is that of all, unless the host has a place in it. */
    URI example() {
        return fill("1", "a");
    }

    boolean needsFile() {
        return template.contains("{file}");
    }

    /** The URL of one file. */
    URI url(String release, String file) {
        if (release.isEmpty() && template.contains("{release}")) {
            throw new EtlException(
                    StandardError.RELEASE_UNKNOWN,
                    "Cannot fill {release} in 'url_template': no release is named",
                    "write release.external");
        }
        return fill(release, file);
    }

    private URI fill(String release, String file) {
        var filled = PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), place.group(2), release, file)));
        try {
            return new URI(filled);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'url_template' gives no URL: " + e.getReason(), e);
        }
    }

    private String value(String name, String pattern, String release, String file) {
        return switch (name) {
            case "release" -> encoded(release);
            case "file" -> encoded(file).replace("%2F", "/");
            case "date" -> encoded(date(pattern == null ? "yyyy-MM-dd" : pattern));
            default ->
                throw new IllegalArgumentException(
                        "'url_template' has {" + name + "}; known are {release}, {file}, {date} and {date:PATTERN}");
        };
    }

    private String date(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(instant);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
