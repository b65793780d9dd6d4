package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.spi.plugin.Option;
import dev.tributary.etl.spi.plugin.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Options of the notifier {@code webhook}. */
public record WebhookOptions(
        @Option(
                value = "The URL that each message is posted to; it often is a secret itself.",
                example = "${env:RELEASE_HOOK}")
        Secret url,

        @Option(
                value = "Headers of the request, such as credentials.",
                example = "{ Authorization: 'Bearer ${env:TOKEN}' }")
        Map<String, Secret> headers,

        @Option(value = "The longest wait for a connection, and for the answer.", defaultValue = "30s")
        Duration timeout) {
    public WebhookOptions {
        headers = Map.copyOf(headers);
        headers.forEach(HttpOptions::requireHeader);
        requireUrl(url);
        if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("'timeout' must be at least 1ms and less than 24 days");
        }
    }

    private static void requireUrl(Secret url) {
        try {
            HttpOptions.requireUrl("url", URI.create(url.reveal()));
        } catch (IllegalArgumentException e) {
            // What it says may show the URL.
            throw new IllegalArgumentException(
                    "'url' must be a URL that begins with http:// or https:// and a host, without a user name");
        }
    }

    URI address() {
        return URI.create(url.reveal());
    }
}
