package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.core.internal.transfer.Pauses;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Sends GET requests by these rules: only addresses that the guard passes, at each redirect anew; at most five redirects, never from https to http;
 * credentials only to origins that the dataset file names; turns at each host; busy and unreachable servers are asked again, after the time they ask
 * for. Thread-safe.
 */
final class Requests implements AutoCloseable {
    /** What a dataset says of its requests. {@code origins}: who gets the credentials. */
    record Rules(
            Map<String, String> credentials,
            Set<String> origins,
            HostTurns.Manners manners,
            Duration timeout,
            int tries,
            Duration longestWait) {}

    private static final int MAX_REDIRECTS = 5;

    private final HttpAccess access;
    private final Rules rules;
    private final AddressGuard guard;
    private final ExecutorService threads;
    private @Nullable HttpClient client;

    Requests(HttpAccess access, Rules rules, ExecutorService threads) {
        this(access, rules, threads, InetAddress::getAllByName);
    }

    Requests(HttpAccess access, Rules rules, ExecutorService threads, AddressGuard.Names names) {
        this.access = access;
        this.rules = rules;
        this.guard = new AddressGuard(access.reach(), names);
        this.threads = threads;
    }

    /** Made at the first request: what is never asked needs no threads. */
    private synchronized HttpClient client() {
        var known = client;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(rules.timeout())
                    .executor(threads)
                    .build();
            client = known;
        }
        return known;
    }

    /**
     * The answer to a GET, whatever its status; a server that stays busy or away is an EtlException SOURCE_UNAVAILABLE.
     *
     * @param headers what this request says besides
     */
    Answer get(URI url, Map<String, String> headers) throws InterruptedException {
        for (int tried = 1; ; tried++) {
            try {
                var answer = follow(url, headers);
                if (!answer.isBusy()) {
                    return answer;
                }
                await(url, answer, tried);
            } catch (UnknownHostException e) {
                throw unavailable(url, "no address is known of its host " + url.getHost(), e);
            } catch (IOException e) {
                if (tried >= rules.tries()) {
                    throw unavailable(url, said(e), e);
                }
                access.pauses().pause(Pauses.growing(access.firstPause(), tried));
            }
        }
    }

    private void await(URI url, Answer answer, int tried) throws IOException, InterruptedException {
        int status = answer.status();
        var wait = answer.retryAfter().orElse(Pauses.growing(access.firstPause(), tried));
        answer.close();
        if (wait.compareTo(rules.longestWait()) > 0) {
            throw unavailable(
                    url, "it answers " + status + " and asks to come again in " + wait.toSeconds() + " s", null);
        }
        if (tried >= rules.tries()) {
            throw unavailable(url, "it answers " + status + " to each of " + tried + " requests", null);
        }
        access.pauses().pause(wait);
    }

    private Answer follow(URI url, Map<String, String> headers) throws IOException, InterruptedException {
        var seen = new HashSet<URI>();
        var at = url;
        while (true) {
            var answer = once(at, headers);
            if (!answer.isRedirect()) {
                return answer;
            }
            try (answer) {
                seen.add(at);
                at = next(at, answer);
                if (seen.contains(at) || seen.size() > MAX_REDIRECTS) {
                    throw unexpected(url, "it redirects without end, last to " + Urls.shown(at));
                }
            }
        }
    }

    private static URI next(URI at, Answer answer) {
        var location = answer.header("Location").orElse("");
        URI next;
        try {
            next = at.resolve(location.strip());
        } catch (IllegalArgumentException e) {
            throw unexpected(at, "it redirects to what is no URL");
        }
        if (location.isBlank()) {
            throw unexpected(at, "it redirects to nowhere");
        }
        if ("https".equalsIgnoreCase(at.getScheme()) && "http".equalsIgnoreCase(next.getScheme())) {
            throw unexpected(at, "it redirects from https to http, " + Urls.shown(next));
        }
        return next;
    }

    private Answer once(URI url, Map<String, String> headers) throws IOException, InterruptedException {
        guard.check(url);
        var request = HttpRequest.newBuilder(withoutFragment(url))
                .timeout(rules.timeout())
                .GET();
        request.header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        if (rules.origins().contains(Urls.origin(url))) {
            rules.credentials().forEach(request::header);
        }
        var turn = access.turns().await(url.getHost(), rules.manners());
        try {
            var answer = new Answer(send(request.build()), turn);
            return checked(answer, url);
        } catch (IOException | InterruptedException | RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
        return client().send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private Answer checked(Answer answer, URI url) throws IOException {
        try {
            guard.check(url);
            return answer;
        } catch (IOException | RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    private static URI withoutFragment(URI url) {
        return url.getRawFragment() == null
                ? url
                : URI.create(url.toString().substring(0, url.toString().indexOf('#')));
    }

    /** What an exception says; the client's own texts name no URL. */
    private static String said(IOException e) {
        var text = e.getMessage();
        var kind = e.getClass().getSimpleName();
        return text == null || text.isBlank() ? kind : kind + ": " + text;
    }

    static EtlException unexpected(URI url, String why) {
        return new EtlException(StandardError.RESPONSE_UNEXPECTED, "Cannot fetch " + Urls.shown(url) + ": " + why);
    }

    private static EtlException unavailable(URI url, String why, @Nullable Throwable cause) {
        return new EtlException(
                Problem.of(StandardError.SOURCE_UNAVAILABLE, "Cannot fetch " + Urls.shown(url) + ": " + why)
                        .withHint("run again later, or name a mirror under extract.mirrors"),
                cause);
    }

    /** What an answer that is no success means. */
    static EtlException failed(URI url, Answer answer) {
        int status = answer.status();
        var says = "Cannot fetch " + Urls.shown(url) + ": the server answers " + status;
        if (status == 404 || status == 410) {
            return new EtlException(
                    StandardError.SOURCE_MISSING, says, "check the address; the source may have moved the file");
        }
        if (status >= 400 && status < 500) {
            return new EtlException(
                    StandardError.SOURCE_REFUSED, says, "check the address and the credentials under 'headers'");
        }
        return status >= 500
                ? new EtlException(StandardError.SOURCE_UNAVAILABLE, says)
                : new EtlException(StandardError.RESPONSE_UNEXPECTED, says + ", which is no file");
    }

    /** Ends the client's threads; its selector follows when nothing holds the client any more. */
    @Override
    public synchronized void close() {
        Object known = client;
        client = null;
        threads.shutdownNow();
        closeIfItCan(known);
    }

    /** A client can be closed since Java 21. */
    private static void closeIfItCan(@Nullable Object client) {
        if (client instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                // The client is given up anyway, and its own close() throws nothing.
                throw new IllegalStateException(e);
            }
        }
    }
}
