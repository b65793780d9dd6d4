package dev.tributary.etl.core.internal.extract;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A published list of digests, as md5sum (<code>hash  name</code>, <code>hash *name</code>, names with escapes after a leading backslash),
 * md5 of BSD and openssl (<code>MD5 (name) = hash</code>) write it: UTF-8, LF or CRLF, blank lines and lines that start with # skipped. One
 * line that is neither makes the whole list unusable, since it may be an error page. Immutable, thread-safe.
 */
public final class ChecksumList {
    /** The largest list that is read. */
    public static final long MAX_BYTES = 64L << 20;

    private static final int MAX_LINE = 8 << 10;
    private static final Pattern GNU = Pattern.compile("(\\\\?)([0-9a-fA-F]+)(?: \\*|[ \t]+)(.+)");
    private static final Pattern BSD = Pattern.compile("([A-Za-z0-9-]+) ?\\((.+)\\) ?= ?([0-9a-fA-F]+)");
    private static final Pattern BARE = Pattern.compile("[0-9a-fA-F]+");

    private record Entry(Checksum checksum, int line) {}

    private final String source;
    private final Map<String, List<Entry>> entries;

    private ChecksumList(String source, Map<String, List<Entry>> entries) {
        this.source = source;
        this.entries = entries;
    }

    /** Reads a list file. */
    public static ChecksumList read(Path file) throws IOException {
        return parse(file.toString(), bytes(file));
    }

    static byte[] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new EtlException(StandardError.SOURCE_MISSING, "Cannot find the checksum list " + file);
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new EtlException(
                    StandardError.CHECKSUM_LIST_INVALID, "Cannot read " + file + ": a list has at most 64 MiB");
        }
        return Files.readAllBytes(file);
    }

    /**
     * Reads a list.
     *
     * @param source its path or URL, for errors
     * @throws EtlException CHECKSUM_LIST_INVALID with the line
     */
    public static ChecksumList parse(String source, byte[] bytes) {
        var entries = new HashMap<String, List<Entry>>();
        int number = 0;
        for (var line : decode(source, bytes).split("\n", -1)) {
            number++;
            var text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!text.isBlank() && !text.startsWith("#")) {
                addLine(source, text, number, entries);
            }
        }
        if (entries.isEmpty()) {
            throw new EtlException(StandardError.CHECKSUM_LIST_INVALID, "Cannot use " + source + ": it lists nothing");
        }
        return new ChecksumList(source, entries);
    }

    /**
     * Reads the file beside a data file, such as {@code x.gz.md5}: a list, or only the hash. One entry that names the data file with some other
     * folder before it is taken for that file.
     */
    public static List<Checksum> sidecar(String source, byte[] bytes, Checksum.Algorithm algorithm, String dataFile) {
        var text = bytes.length <= MAX_LINE ? decode(source, bytes).strip() : "";
        if (BARE.matcher(text).matches()) {
            return List.of(checksum(algorithm, text, source, 1));
        }
        var list = parse(source, bytes);
        var only = list.entries.keySet().iterator().next();
        boolean moved = list.entries.size() == 1 && only.endsWith("/" + dataFile);
        return list.find(moved ? only : dataFile);
    }

    private static String decode(String source, byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new EtlException(
                    StandardError.CHECKSUM_LIST_INVALID,
                    "Cannot read the checksum list " + source + ": it is not UTF-8");
        }
    }

    private static void addLine(String source, String line, int number, Map<String, List<Entry>> entries) {
        var gnu = GNU.matcher(line);
        var bsd = BSD.matcher(line.strip());
        if (line.length() <= MAX_LINE && gnu.matches()) {
            var name = gnu.group(1).isEmpty() ? gnu.group(3) : unescape(gnu.group(3));
            add(name, byLength(gnu.group(2), source, number), number, entries);
        } else if (line.length() <= MAX_LINE && bsd.matches()) {
            add(
                    bsd.group(2),
                    checksum(named(bsd.group(1), source, number), bsd.group(3), source, number),
                    number,
                    entries);
        } else {
            var start = line.substring(0, Math.min(60, line.length()));
            throw invalid(
                    source,
                    number,
                    "found \"" + start + "\", which is neither \"hash  name\" nor \"MD5 (name) = hash\"");
        }
    }

    private static void add(String name, Checksum checksum, int line, Map<String, List<Entry>> entries) {
        var key = name.startsWith("./") ? name.substring(2) : name;
        entries.computeIfAbsent(key, k -> new ArrayList<>(1)).add(new Entry(checksum, line));
    }

    private static String unescape(String name) {
        var text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && i + 1 < name.length()) {
                char escaped = name.charAt(++i);
                text.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static Checksum.Algorithm named(String label, String source, int line) {
        var plain = label.toLowerCase(Locale.ROOT).replace("-", "").replace("sha2256", "sha256");
        for (var algorithm : Checksum.Algorithm.values()) {
            if (algorithm.label().equals(plain)) {
                return algorithm;
            }
        }
        throw invalid(source, line, "found the algorithm " + label + "; known are MD5, SHA1, SHA256, SHA512");
    }

    private static Checksum byLength(String hex, String source, int line) {
        var algorithm =
                switch (hex.length()) {
                    case 32 -> Checksum.Algorithm.MD5;
                    case 40 -> Checksum.Algorithm.SHA_1;
                    case 64 -> Checksum.Algorithm.SHA_256;
                    case 128 -> Checksum.Algorithm.SHA_512;
                    default ->
                        throw invalid(
                                source,
                                line,
                                "found a hash of " + hex.length() + " digits (MD5 has 32, SHA-256 has 64)");
                };
        return new Checksum(algorithm, hex);
    }

    private static Checksum checksum(Checksum.Algorithm algorithm, String hex, String source, int line) {
        try {
            return new Checksum(algorithm, hex);
        } catch (IllegalArgumentException e) {
            throw invalid(source, line, String.valueOf(e.getMessage()));
        }
    }

    private static EtlException invalid(String source, int line, String found) {
        return new EtlException(
                StandardError.CHECKSUM_LIST_INVALID,
                "Cannot read the checksum list " + source + ", line " + line + ": " + found);
    }

    /** Whether the list names a file. */
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /**
     * The checksums of a file, one per algorithm.
     *
     * @throws EtlException CHECKSUM_LIST_INVALID when the list does not name the file, or names it twice with one algorithm
     */
    public List<Checksum> find(String name) {
        var lines = entries.getOrDefault(name, List.of());
        if (lines.isEmpty()) {
            throw new EtlException(
                    StandardError.CHECKSUM_LIST_INVALID,
                    "Cannot verify " + name + ": " + source + " does not list it",
                    "correct the list, or name another under 'checksums'");
        }
        var first = new HashMap<Checksum.Algorithm, Integer>();
        for (var entry : lines) {
            var earlier = first.putIfAbsent(entry.checksum().algorithm(), entry.line());
            if (earlier != null) {
                throw invalid(source, entry.line(), name + " is listed twice, first in line " + earlier);
            }
        }
        return lines.stream().map(Entry::checksum).toList();
    }
}
