package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.core.internal.extract.Glob;
import dev.tributary.etl.core.internal.extract.MemberGlobs;
import dev.tributary.etl.core.internal.extract.ReadingOptions;
import dev.tributary.etl.core.internal.extract.WrittenChecksums;
import dev.tributary.etl.spi.plugin.Option;
import dev.tributary.etl.spi.plugin.Secret;
import dev.tributary.etl.spi.stage.ReleaseFinder;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options of the extractor {@code http}. */
public record HttpOptions(
        @Option(value = "URLs of the files.", example = "https://ftp.example.org/pub/data.tsv.gz")
        List<URI> urls,

        @Option(
                value =
                        "URL of a metalink (version 3 or 4), which has names, sizes and digests of the files; its version is the release's id.",
                example =
                        "https://ftp.uniprot.org/pub/databases/uniprot/current_release/knowledgebase/complete/RELEASE.metalink")
        Optional<URI> metalink,

        @Option(
                value =
                        "Names or globs of files: which of the metalink's or of the release's, or what {file} stands for.",
                example = "uniprot_sprot.dat.gz")
        List<String> files,

        @Option(
                value =
                        "A URL with {release}, {file}, {date} (the job's day, yyyy-MM-dd) or {date:PATTERN} in it, such as {date:yyyyMMdd}.",
                example = "https://ftp.example.org/release-{release}/{file}")
        Optional<String> urlTemplate,

        @Option(value = "What finds the source's releases and their files.", example = "uniprot")
        Optional<ReleaseFinder> releases,

        @Option(
                value =
                        "Published digests: a map of file name to md5:..., sha256:... (or a list of these), the URL of a checksum list, or none to look for nothing. Without it, .md5 and .sha256 beside each file are looked for where no metalink has digests.",
                example = "https://ftp.ncbi.nlm.nih.gov/genomes/all/GCF/000/005/845/md5checksums.txt")
        Optional<Object> checksums,

        @Option(
                value = "Headers of requests, such as credentials; only the hosts that this stage names get them.",
                example = "{ Authorization: 'Bearer ${env:TOKEN}' }")
        Map<String, Secret> headers,

        @Option(
                value = "Folders that have the same files, tried in this order when the first place fails.",
                example = "https://ftp.ebi.ac.uk/pub/databases/uniprot/current_release/knowledgebase/complete/")
        List<URI> mirrors,

        @Option(
                value =
                        "Files to read inside tar and zip archives: globs of their paths; without a slash, of the last part. Without it, files are read as they are.",
                example = "**/*.tsv")
        List<String> members,

        @Option(value = "The files' charset; without it, it is found out.", example = "ISO-8859-1")
        Optional<Charset> charset,

        @Option(value = "Most requests at one host at once, of all runs together.", defaultValue = "2")
        int connections,

        @Option(value = "The least time between the starts of two requests at one host.", defaultValue = "0s")
        Duration pause,

        @Option(value = "The longest wait for a connection, and for the head of an answer.", defaultValue = "30s")
        Duration timeout,

        @Option(value = "Requests of one URL when the server is busy or away.", defaultValue = "4")
        int tries,

        @Option(value = "The longest wait that a busy server may ask for.", defaultValue = "5m")
        Duration longestWait)
        implements ReadingOptions {
    /** What the client says itself, or what would change what a request asks for. */
    private static final Set<String> OWN_HEADERS = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "if-range",
            "if-match",
            "if-none-match",
            "if-modified-since",
            "if-unmodified-since",
            "range",
            "te",
            "transfer-encoding",
            "upgrade");

    public HttpOptions {
        urls = List.copyOf(urls);
        files = List.copyOf(files);
        headers = Map.copyOf(headers);
        mirrors = List.copyOf(mirrors);
        members = List.copyOf(members);
        MemberGlobs.of(members);
        requireOneSource(urls, metalink, urlTemplate, releases);
        requireFiles(files, metalink, urlTemplate, urls);
        urls.forEach(url -> requireUrl("urls", url));
        metalink.ifPresent(url -> requireUrl("metalink", url));
        mirrors.forEach(url -> requireUrl("mirrors", url));
        urlTemplate.ifPresent(UrlTemplate::check);
        files.forEach(Glob::compile);
        checksums.ifPresent(HttpOptions::requireChecksums);
        headers.forEach(HttpOptions::requireHeader);
        requireAtLeast("connections", connections, 1);
        requireAtLeast("tries", tries, 1);
        requireTimes(pause, timeout, longestWait);
    }

    private static void requireOneSource(
            List<URI> urls, Optional<URI> metalink, Optional<String> template, Optional<ReleaseFinder> releases) {
        int places = (urls.isEmpty() ? 0 : 1) + (template.isPresent() ? 1 : 0) + (releases.isPresent() ? 1 : 0);
        if (places == 0 && metalink.isEmpty()) {
            throw new IllegalArgumentException("nothing says what to fetch: write 'urls', 'metalink' with 'files',"
                    + " 'url_template', or 'releases'");
        }
        if (places > 1 || (releases.isPresent() && metalink.isPresent())) {
            throw new IllegalArgumentException(
                    "'urls', 'url_template' and 'releases' exclude each other, and 'releases' excludes 'metalink': keep one");
        }
    }

    private static void requireFiles(
            List<String> files, Optional<URI> metalink, Optional<String> template, List<URI> urls) {
        boolean perFile = template.filter(t -> t.contains("{file}")).isPresent();
        if (perFile && files.isEmpty()) {
            throw new IllegalArgumentException("'files' must say what {file} in 'url_template' stands for");
        }
        if (metalink.isPresent() && urls.isEmpty() && template.isEmpty() && files.isEmpty()) {
            throw new IllegalArgumentException("'files' must say which files of the metalink are wanted");
        }
        if (!files.isEmpty() && (!urls.isEmpty() || (template.isPresent() && !perFile))) {
            throw new IllegalArgumentException("'files' has no meaning here: the URLs say it all");
        }
    }

    static void requireUrl(String option, URI url) {
        var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!("http".equals(scheme) || "https".equals(scheme)) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + option + "' takes URLs that begin with http:// or https:// and a host");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "'" + option + "' has a URL with a user name: write credentials under 'headers'");
        }
    }

    private static void requireChecksums(Object written) {
        if (written instanceof Map<?, ?>) {
            WrittenChecksums.parse(written);
        } else if (!(written instanceof String text) || text.isBlank()) {
            throw new IllegalArgumentException(
                    "'checksums' must be a map of file name to md5:... or sha256:..., the URL of a list, or none");
        }
    }

    static void requireHeader(String name, Secret value) {
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("'headers' cannot set " + name);
        }
        if (value.reveal().chars().anyMatch(c -> c < ' ' && c != '\t' || c == 127)) {
            throw new IllegalArgumentException("the header " + name + " has a line end or another control character");
        }
    }

    private static void requireAtLeast(String option, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("'" + option + "' must be at least " + least + ", found " + value);
        }
    }

    private static void requireTimes(Duration pause, Duration timeout, Duration longestWait) {
        if (pause.isNegative() || longestWait.isNegative() || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "'pause', 'timeout' and 'longest_wait' cannot be negative, 'timeout' not 0");
        }
    }
}
