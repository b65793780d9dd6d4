package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Offers files of web servers. An entity is {@code origin ETag}: a file is gone on with at the place where it was begun, with If-Range, and only if
 * its ETag is strong.
 */
final class HttpExtractor implements Extractor {
    private final Requests requests;
    private final Offer offer;

    HttpExtractor(HttpOptions options, HttpAccess access, Instant instant) {
        var threads = threads();
        this.requests = new Requests(access, rules(options), threads);
        this.offer = new Offer(options, new SmallDocuments(requests, access.floor(), threads), instant);
    }

    private static ExecutorService threads() {
        var numbers = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "etl-http-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private static Requests.Rules rules(HttpOptions options) {
        Map<String, String> credentials = new HashMap<>();
        options.headers().forEach((name, value) -> credentials.put(name, value.reveal()));
        return new Requests.Rules(
                credentials,
                origins(options),
                new HostTurns.Manners(options.connections(), options.pause()),
                options.timeout(),
                options.tries(),
                options.longestWait());
    }

    /** Whom the author of the dataset file named. */
    private static Set<String> origins(HttpOptions options) {
        var named = new ArrayList<>(options.urls());
        options.metalink().ifPresent(named::add);
        named.addAll(options.mirrors());
        options.urlTemplate().ifPresent(t -> named.add(new UrlTemplate(t, Instant.EPOCH).example()));
        var origins = new HashSet<String>();
        named.forEach(url -> origins.add(Urls.origin(url)));
        options.checksums()
                .filter(String.class::isInstance)
                .map(text -> URI.create(((String) text).strip()))
                .filter(url -> url.getHost() != null)
                .ifPresent(url -> origins.add(Urls.origin(url)));
        return origins;
    }

    @Override
    public List<String> versions() throws IOException, InterruptedException {
        return offer.versions();
    }

    @Override
    public Release release(String version) throws IOException, InterruptedException {
        return offer.release(version);
    }

    /** Tries the places of a file in turn; the failure of the first is told when all fail. */
    @Override
    public Opened open(SourceFile file, Position position) throws IOException, InterruptedException {
        var places = inOrder(Mirrors.places(file), position);
        EtlException first = null;
        for (var place : places) {
            try {
                return open(place, file, position);
            } catch (EtlException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        throw first == null
                ? new EtlException(StandardError.DEFECT, "Cannot fetch " + file.name() + ": it has no place")
                : first;
    }

    /** Where it was begun comes first. */
    private static List<URI> inOrder(List<URI> places, Position position) {
        var ordered = new ArrayList<URI>();
        places.stream().filter(p -> etag(p, position).length() > 0).forEach(ordered::add);
        places.stream().filter(p -> !ordered.contains(p)).forEach(ordered::add);
        return ordered;
    }

    /** The ETag of a position that was begun at a place; empty for one begun elsewhere. */
    private static String etag(URI place, Position position) {
        var begun = Urls.origin(place) + " ";
        return position.offset() > 0 && position.entity().startsWith(begun)
                ? position.entity().substring(begun.length())
                : "";
    }

    private Opened open(URI place, SourceFile file, Position position) throws IOException, InterruptedException {
        var etag = etag(place, position);
        if (!etag.isEmpty()) {
            var range = Map.of("Range", "bytes=" + position.offset() + "-", "If-Range", etag);
            var answer = requests.get(place, range);
            var rest = rest(place, file, position, answer);
            if (rest.isPresent()) {
                return rest.get();
            }
            answer.close();
        }
        var answer = requests.get(place, Map.of());
        try {
            return whole(place, file, answer);
        } catch (IOException | RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    /** What follows on a position, or all of it when the server says so; empty when only asking anew helps. */
    private static Optional<Opened> rest(URI place, SourceFile file, Position position, Answer answer)
            throws IOException {
        var range = answer.header("Content-Range").flatMap(ContentRange::parse);
        boolean same = answer.strongEtag().equals(Optional.of(etag(place, position)));
        if (answer.status() == 200) {
            return Optional.of(whole(place, file, answer));
        }
        if (answer.status() == 416) {
            boolean atEnd = range.isPresent() && range.get().total().orElse(-1) == position.offset();
            return atEnd && same ? Optional.of(new Opened(position, end(answer))) : Optional.empty();
        }
        boolean follows = answer.status() == 206
                && range.isPresent()
                && range.get().first().orElse(-1) == position.offset();
        return follows && same ? Optional.of(new Opened(position, body(answer, range.get()))) : Optional.empty();
    }

    private static InputStream end(Answer answer) throws IOException {
        answer.close();
        return InputStream.nullInputStream();
    }

    /** Up to the end of the whole, also when the server sends less at once: the next request goes on there. */
    private static InputStream body(Answer answer, ContentRange range) {
        long first = range.first().orElseThrow();
        long end = range.total().orElse(range.last().orElseThrow() + 1);
        return new LengthCheck(answer.body(), end - first);
    }

    private static Opened whole(URI place, SourceFile file, Answer answer) throws IOException {
        if (answer.status() != 200) {
            throw Requests.failed(place, answer);
        }
        var entity =
                answer.strongEtag().map(tag -> Urls.origin(place) + " " + tag).orElse("");
        var checked = answer.length().isPresent()
                ? new LengthCheck(answer.body(), answer.length().getAsLong())
                : answer.body();
        if (Page.mayBe(file.name())) {
            return new Opened(new Position(0, entity), checked);
        }
        if (answer.isHtml()) {
            throw Requests.unexpected(place, "it sends an HTML page instead of the file");
        }
        return new Opened(new Position(0, entity), new Page(checked, place));
    }

    @Override
    public void close() {
        requests.close();
    }
}
