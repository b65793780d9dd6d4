package dev.tributary.etl.core.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** An answer whose body was not read yet, from the place where the last redirect led. The reader closes it. */
final class Answer implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final HostTurns.Turn turn;

    Answer(HttpResponse<InputStream> response, HostTurns.Turn turn) {
        this.response = response;
        this.turn = turn;
    }

    int status() {
        return response.statusCode();
    }

    URI url() {
        return response.uri();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** The entity's strong ETag; empty when there is none, or a weak one. */
    Optional<String> strongEtag() {
        return header("ETag")
                .map(String::strip)
                .filter(tag -> tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\""));
    }

    OptionalLong length() {
        return header("Content-Length")
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    boolean isHtml() {
        var type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml");
    }

    boolean isRedirect() {
        return switch (status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /** Whether the same request may be answered otherwise in a while. */
    boolean isBusy() {
        return switch (status()) {
            case 408, 425, 429, 500, 502, 503, 504 -> true;
            default -> false;
        };
    }

    Optional<Duration> retryAfter() {
        return RetryAfter.parse(header("Retry-After"), header("Date"));
    }

    /** The body; closing it closes the answer. */
    InputStream body() {
        return new Body(this);
    }

    private InputStream raw() {
        return response.body();
    }

    @Override
    public void close() throws IOException {
        try {
            response.body().close();
        } finally {
            turn.close();
        }
    }

    private static final class Body extends InputStream {
        private final Answer answer;

        Body(Answer answer) {
            this.answer = answer;
        }

        @Override
        public int read() throws IOException {
            return answer.raw().read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return answer.raw().read(bytes, from, length);
        }

        @Override
        public int available() throws IOException {
            return answer.raw().available();
        }

        @Override
        public void close() throws IOException {
            answer.close();
        }
    }
}
