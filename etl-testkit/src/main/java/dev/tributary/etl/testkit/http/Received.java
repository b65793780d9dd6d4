package dev.tributary.etl.testkit.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request as it came; names of headers in lower case. */
public record Received(String method, String path, Map<String, List<String>> headers) {
    /** The first value of a header, whatever its case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The first byte that the request asks for; 0 when it asks for all. */
    public long from() {
        return header("Range")
                .filter(range -> range.matches("bytes=[0-9]+-"))
                .map(range -> Long.parseLong(range.substring("bytes=".length(), range.length() - 1)))
                .orElse(0L);
    }
}
