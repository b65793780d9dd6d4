package dev.tributary.etl.core.internal.extract;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.Checksum;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Checksums as a dataset file writes them: a map of file name to {@code md5:...}, {@code sha256:...}, or a list of these. */
public final class WrittenChecksums {
    private WrittenChecksums() {}

    /** Checksums by file name; an IllegalArgumentException says what is wrong. What is no map gives none. */
    public static Map<String, List<Checksum>> parse(Object written) {
        var named = new TreeMap<String, List<Checksum>>();
        if (written instanceof Map<?, ?> map) {
            map.forEach((name, value) -> named.put(
                    String.valueOf(name),
                    each(value).stream().map(one -> checksum(name, one)).toList()));
        }
        return named;
    }

    /** Refuses names that no file has: a slip there would leave a file unverified. */
    public static void requireNames(Map<String, List<Checksum>> named, Set<String> files) {
        for (var name : named.keySet()) {
            if (!files.contains(name)) {
                throw new EtlException(
                        StandardError.OPTION_INVALID,
                        "Cannot use 'checksums': no extracted file is named " + name,
                        "the files are " + files.stream().limit(5).toList() + (files.size() > 5 ? " and more" : ""));
            }
        }
    }

    private static List<?> each(Object value) {
        return value instanceof List<?> list ? list : List.of(value);
    }

    private static Checksum checksum(Object name, Object value) {
        var text = String.valueOf(value);
        int colon = text.indexOf(':');
        var label = colon < 0
                ? ""
                : text.substring(0, colon).toLowerCase(Locale.ROOT).replace("-", "");
        for (var algorithm : Checksum.Algorithm.values()) {
            if (algorithm.label().equals(label)) {
                return new Checksum(algorithm, text.substring(colon + 1).strip());
            }
        }
        throw new IllegalArgumentException("the checksum of " + name
                + " must be written md5:..., sha1:..., sha256:... or sha512:..., but is " + text);
    }
}
