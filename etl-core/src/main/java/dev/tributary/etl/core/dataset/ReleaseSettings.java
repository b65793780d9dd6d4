package dev.tributary.etl.core.dataset;

import dev.tributary.etl.spi.plugin.Option;
import java.util.Optional;

/**
 * Which release of the source is loaded, and under which version.
 *
 * @param external the source's release id, such as {@code 2025_06}; {@code latest} or empty: the newest by its own name, else the digest of the files
 * @param internal our version of it
 * @param mode the newest release, or a range of past ones
 * @param from the first release of a range
 * @param to the last release of a range
 * @param batch how many releases of a range one run loads; empty: all
 */
public record ReleaseSettings(
        @Option(value = "The source's release id, or latest", example = "2025_06")
        Optional<String> external,

        @Option(value = "Our version of the release", defaultValue = "1.0")
        String internal,

        @Option(value = "One release, or all of a range that are not loaded yet, oldest first", defaultValue = "latest")
        Mode mode,

        @Option(value = "First release of a range; the oldest unless written", example = "2019_01")
        Optional<String> from,

        @Option(value = "Last release of a range; the newest unless written", example = "2025_06")
        Optional<String> to,

        @Option(value = "Releases of a range that one run loads; all unless written", example = "4")
        Optional<Integer> batch) {
    /** Which releases a run loads. */
    public enum Mode {
        /** One release: {@code external}, or the newest; the default. */
        LATEST,
        /** A range of past releases, oldest first. */
        HISTORICAL
    }

    private static final int MAX_CHARS = 200;
    private static final String LATEST = "latest";

    public ReleaseSettings {
        external.ifPresent(text -> checkId("external", text));
        checkId("internal", internal);
        from.ifPresent(text -> checkId("from", text));
        to.ifPresent(text -> checkId("to", text));
        boolean hasRange = from.isPresent() || to.isPresent() || batch.isPresent();
        if (hasRange && mode != Mode.HISTORICAL) {
            throw new IllegalArgumentException("'from', 'to' and 'batch' need 'mode: historical'");
        }
        if (external.isPresent() && mode == Mode.HISTORICAL) {
            throw new IllegalArgumentException(
                    "'external' names one release, 'mode: historical' many: remove one of them");
        }
        if (batch.isPresent() && batch.get() < 1) {
            throw new IllegalArgumentException("'batch' must be at least 1, found " + batch.get());
        }
    }

    /** The release that is asked for by name; {@code latest} is none: nothing may be keyed on what will be another one tomorrow. */
    public Optional<String> named() {
        return external.filter(id -> !LATEST.equals(id));
    }

    private static void checkId(String name, String text) {
        boolean isPrintable = text.codePoints().noneMatch(Character::isISOControl);
        if (text.isBlank() || text.length() > MAX_CHARS || !isPrintable) {
            throw new IllegalArgumentException("'" + name + "' must be 1 to " + MAX_CHARS + " printable characters");
        }
    }
}
