package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.core.internal.extract.MemberGlobs;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which versions and files the options stand for. Thread-safe; the metalink is read once. */
final class Offer {
    private final HttpOptions options;
    private final SmallDocuments documents;
    private final Instant instant;
    private Extractor.@Nullable Release metalink;

    Offer(HttpOptions options, SmallDocuments documents, Instant instant) {
        this.options = options;
        this.documents = documents;
        this.instant = instant;
    }

    /** One empty version when nothing names any. */
    List<String> versions() throws IOException, InterruptedException {
        if (options.releases().isPresent()) {
            return options.releases().get().versions(documents);
        }
        return options.metalink().isPresent() ? List.of(metalink().version()) : List.of("");
    }

    Extractor.Release release(String version) throws IOException, InterruptedException {
        var found = found(version);
        var mirrored = found.files().stream().map(this::withMirrors).toList();
        var complete = new Published(options.checksums(), documents).addTo(mirrored);
        return new Extractor.Release(found.version(), found.date(), complete);
    }

    private Extractor.Release found(String version) throws IOException, InterruptedException {
        if (options.releases().isPresent()) {
            var release = options.releases().get().release(version, documents);
            return options.files().isEmpty()
                    ? release
                    : with(release, new WantedFiles(options.files()).of(release.files(), StandardError.SOURCE_MISSING));
        }
        if (options.urls().isEmpty() && options.urlTemplate().isEmpty()) {
            var wanted = new WantedFiles(options.files());
            return with(metalink(), wanted.of(metalink().files(), StandardError.METALINK_INVALID));
        }
        var files = named(urls(version));
        if (options.metalink().isPresent()) {
            return with(metalink(), described(files));
        }
        return new Extractor.Release(version, Optional.empty(), files);
    }

    private static Extractor.Release with(Extractor.Release release, List<SourceFile> files) {
        return new Extractor.Release(release.version(), release.date(), files);
    }

    private synchronized Extractor.Release metalink() throws IOException, InterruptedException {
        var known = metalink;
        if (known == null) {
            var place = options.metalink().orElseThrow();
            known = documents
                    .metalink(place)
                    .orElseThrow(() -> new EtlException(
                            StandardError.SOURCE_MISSING,
                            "Cannot fetch " + Urls.shown(place) + ": the server does not have it",
                            "check the address of the metalink"));
            metalink = known;
        }
        return known;
    }

    private List<URI> urls(String version) {
        if (options.urlTemplate().isEmpty()) {
            return options.urls();
        }
        var template = new UrlTemplate(options.urlTemplate().get(), instant);
        var files = template.needsFile() ? options.files() : List.of("");
        return files.stream().map(file -> template.url(version, file)).toList();
    }

    /** Names are the last parts of the paths; where these are not distinct, whole paths. */
    private static List<SourceFile> named(List<URI> urls) {
        boolean distinct = urls.stream().map(Urls::name).distinct().count() == urls.size();
        var files = new ArrayList<SourceFile>();
        Set<String> names = new HashSet<>();
        for (var url : urls) {
            var name = distinct ? Urls.name(url) : Urls.path(url);
            if (Urls.name(url).isEmpty()
                    || name.indexOf('\\') >= 0
                    || List.of(name.split("/", -1)).contains("..")) {
                throw new EtlException(
                        StandardError.OPTION_INVALID, "Cannot fetch " + Urls.shown(url) + ": its path names no file");
            }
            if (!names.add(name)) {
                throw new EtlException(
                        StandardError.OPTION_INVALID,
                        "Cannot fetch " + Urls.shown(url) + ": another URL gives a file of the same name, " + name,
                        "give each a dataset of its own");
            }
            files.add(SourceFile.of(name, url));
        }
        return files;
    }

    /** Files at their own URLs with what the metalink says of them. */
    private List<SourceFile> described(List<SourceFile> files) throws IOException, InterruptedException {
        var wanted = new WantedFiles(files.stream().map(SourceFile::name).toList());
        var known = wanted.of(metalink().files(), StandardError.METALINK_INVALID).stream()
                .collect(Collectors.toMap(SourceFile::name, f -> f));
        var described = new ArrayList<SourceFile>();
        for (var file : files) {
            var entry = known.getOrDefault(file.name(), file);
            Map<String, String> attributes = new HashMap<>(entry.attributes());
            attributes.remove(Mirrors.ATTRIBUTE);
            described.add(new SourceFile(
                    file.name(), file.location(), file.name(), entry.size(), entry.checksums(), attributes));
        }
        return described;
    }

    private SourceFile withMirrors(SourceFile file) {
        Map<String, String> attributes = new HashMap<>(file.attributes());
        options.charset().ifPresent(c -> attributes.put("charset", c.name()));
        if (!options.members().isEmpty()) {
            attributes.put(
                    MemberGlobs.ATTRIBUTE, MemberGlobs.of(options.members()).attribute());
        }
        var further = new ArrayList<>(
                Mirrors.places(file).subList(1, Mirrors.places(file).size()));
        options.mirrors().forEach(folder -> further.add(Urls.in(folder, file.name())));
        Mirrors.put(attributes, further);
        return new SourceFile(file.name(), file.location(), file.group(), file.size(), file.checksums(), attributes);
    }
}
