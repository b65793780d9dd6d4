package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.event.Notifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Posts a message as {@code {"id", "dataset", "version", "subject", "attributes"}}; the id is also the header {@code Idempotency-Key}. Taken is what
 * is answered with 2xx; a redirect is not followed, for a POST does not survive most of them. Addresses pass the same guard as downloads.
 */
final class Webhook implements Notifier {
    private static final JsonFactory JSON = new JsonFactory();

    private final WebhookOptions options;
    private final AddressGuard guard;

    Webhook(WebhookOptions options, AddressGuard guard) {
        this.options = options;
        this.guard = guard;
    }

    @Override
    public void deliver(Notification notification) throws IOException {
        var url = options.address();
        // The rest of the address is often the credential, and a refusal names what it refuses.
        guard.check(URI.create(Urls.origin(url) + "/"));
        var connection = (HttpURLConnection) url.toURL().openConnection();
        try {
            int status = post(connection, notification);
            if (status / 100 != 2) {
                throw refused(status);
            }
        } finally {
            connection.disconnect();
        }
    }

    private int post(HttpURLConnection connection, Notification notification) throws IOException {
        var body = body(notification);
        int timeout = Math.toIntExact(options.timeout().toMillis());
        connection.setConnectTimeout(timeout);
        connection.setReadTimeout(timeout);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        options.headers().forEach((name, value) -> connection.setRequestProperty(name, value.reveal()));
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Idempotency-Key", notification.id());
        try (var out = connection.getOutputStream()) {
            out.write(body);
        }
        return connection.getResponseCode();
    }

    private EtlException refused(int status) {
        var says = "Cannot post to " + this + ": the server answers " + status;
        if (status == 429 || status >= 500) {
            return new EtlException(StandardError.SOURCE_UNAVAILABLE, says);
        }
        return status / 100 == 4
                ? new EtlException(StandardError.SOURCE_REFUSED, says, "check 'url' and 'headers' of the webhook")
                : new EtlException(
                        StandardError.RESPONSE_UNEXPECTED, says, "write the address it redirects to as 'url'");
    }

    private static byte[] body(Notification notification) {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("id", notification.id());
            json.writeStringProperty("dataset", notification.dataset());
            json.writeStringProperty("version", notification.version());
            json.writeStringProperty("subject", notification.subject());
            json.writeObjectPropertyStart("attributes");
            new TreeMap<>(notification.attributes()).forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** No more of the address than its host. */
    @Override
    public String toString() {
        return "webhook at " + Urls.origin(options.address());
    }
}
