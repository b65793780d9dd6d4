package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.core.internal.metalink.Metalink;
import dev.tributary.etl.core.internal.metalink.MetalinkReader;
import dev.tributary.etl.core.internal.transfer.Floor;
import dev.tributary.etl.core.internal.transfer.WatchedStream;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import dev.tributary.etl.spi.stage.ReleaseFinder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Reads metalinks, checksum lists, release notes: whole, in memory, of a bounded size, under the same rules as files. */
final class SmallDocuments implements ReleaseFinder.Documents {
    private static final int MAX_BYTES = 16 << 20;

    private final Requests requests;
    private final Floor floor;
    private final Executor threads;

    SmallDocuments(Requests requests, Floor floor, Executor threads) {
        this.requests = requests;
        this.floor = floor;
        this.threads = threads;
    }

    @Override
    public Optional<String> text(URI location) throws IOException, InterruptedException {
        return find(location, MAX_BYTES).map(d -> new String(d.bytes(), StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Extractor.Release> metalink(URI location) throws IOException, InterruptedException {
        var document = find(location, MAX_BYTES);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        var metalink = MetalinkReader.read(Urls.shown(location), document.get().bytes());
        var files = new ArrayList<SourceFile>();
        metalink.files().forEach(entry -> files.add(sourceFile(entry, location)));
        return Optional.of(new Extractor.Release(metalink.version().orElse(""), Optional.empty(), files));
    }

    /** A file of a metalink: at the places that it names, else beside it. */
    static SourceFile sourceFile(Metalink.Entry entry, URI metalink) {
        var places = entry.urls().isEmpty() ? List.of(Urls.beside(metalink, entry.name())) : entry.urls();
        Map<String, String> attributes = new HashMap<>();
        Mirrors.put(attributes, places.subList(1, places.size()));
        if (entry.checksums().isEmpty()) {
            attributes.put(SourceFile.CHECKSUM_EXPECTED, "metalink");
        }
        return new SourceFile(entry.name(), places.get(0), entry.name(), entry.size(), entry.checksums(), attributes);
    }

    /** A document that must be there. */
    byte[] read(URI location, int most) throws IOException, InterruptedException {
        return find(location, most)
                .orElseThrow(() -> new EtlException(
                        StandardError.SOURCE_MISSING,
                        "Cannot fetch " + Urls.shown(location) + ": the server does not have it",
                        "check the address"))
                .bytes();
    }

    /** A document with what the server says of its type. */
    record Found(byte[] bytes, boolean html) {}

    /** A document, if the server has it. */
    Optional<Found> find(URI location, int most) throws IOException, InterruptedException {
        try (var answer = requests.get(location, Map.of())) {
            if (answer.status() == 404 || answer.status() == 410) {
                return Optional.empty();
            }
            if (answer.status() != 200) {
                throw Requests.failed(location, answer);
            }
            var bytes = whole(location, answer, most);
            return Optional.of(new Found(bytes, answer.isHtml() || Page.isPage(bytes)));
        }
    }

    private byte[] whole(URI location, Answer answer, int most) throws IOException, InterruptedException {
        var whole = new ByteArrayOutputStream();
        try (var in = WatchedStream.start(answer.body(), floor, threads)) {
            for (var block = in.next(); block != null; block = in.next()) {
                if (whole.size() + block.length() > most) {
                    throw new EtlException(
                            Problem.of(
                                            StandardError.STREAM_TOO_LARGE,
                                            "Cannot read " + Urls.shown(location) + ": it has more than " + most
                                                    + " bytes, too many for a document")
                                    .withHint("check the address"),
                            null);
                }
                whole.write(block.bytes(), 0, block.length());
            }
        }
        return whole.toByteArray();
    }
}
