package dev.tributary.etl.core.internal.release;

import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** The object keys of one dataset's releases. */
final class ReleaseKeys {
    /** Eight digits keep commits in order; at one a minute they last for 190 years. */
    private static final int DIGITS = 8;

    static final long MAX_NUMBER = 99_999_999;
    private static final int HASH_DIGITS = 16;
    private static final String SUFFIX = ".json";

    private final String folder;
    private final UnaryOperator<String> encoding;

    ReleaseKeys(String dataset, UnaryOperator<String> encoding) {
        this.folder = "releases/" + encoding.apply(dataset) + "/";
        this.encoding = encoding;
    }

    String pointer() {
        return folder + "latest" + SUFFIX;
    }

    String commits() {
        return folder + "commits/";
    }

    String commit(long number) {
        String digits = Long.toString(number);
        return commits() + "0".repeat(DIGITS - digits.length()) + digits + SUFFIX;
    }

    /** The number of a commit's key; empty when the key is none. */
    OptionalLong number(String key) {
        int from = commits().length();
        if (key.length() != from + DIGITS + SUFFIX.length() || !key.endsWith(SUFFIX)) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int i = from; i < from + DIGITS; i++) {
            int digit = key.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            number = number * 10 + digit;
        }
        return OptionalLong.of(number);
    }

    /** What the keys of all manifests of a version start with; those of a few other versions may too. */
    String manifests(String version) {
        return folder + "manifests/" + encoding.apply(version) + "-";
    }

    String manifest(String version, String sha256) {
        return manifests(version) + sha256.substring(0, HASH_DIGITS) + SUFFIX;
    }
}
