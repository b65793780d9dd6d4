package dev.tributary.etl.core.dataset;

import dev.tributary.etl.spi.plugin.Option;
import java.time.Duration;
import java.util.Optional;

/**
 * How long raw files of past releases stay, counted from when another release was published in their place. None of it changes the output, so none of it is
 * part of the config hash.
 *
 * @param archiveAfter until they are moved below {@code archive/}; empty: never
 * @param deleteAfter until they are deleted; at least {@code archiveAfter}; empty: never
 */
public record RetentionSettings(
        @Option(
                value = "How long raw files of a past release stay until they are moved to the archive",
                example = "90d")
        Optional<Duration> archiveAfter,

        @Option(value = "How long raw files of a past release stay until they are deleted", example = "365d")
        Optional<Duration> deleteAfter) {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public RetentionSettings {
        archiveAfter.ifPresent(time -> check("archive_after", time));
        deleteAfter.ifPresent(time -> check("delete_after", time));
        if (archiveAfter.isEmpty() && deleteAfter.isEmpty()) {
            throw new IllegalArgumentException("'archive_after' or 'delete_after' must be written");
        }
        if (archiveAfter.isPresent()
                && deleteAfter.isPresent()
                && deleteAfter.get().compareTo(archiveAfter.get()) < 0) {
            throw new IllegalArgumentException("'delete_after' must not be shorter than 'archive_after'");
        }
    }

    private static void check(String name, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + name + "' must be between 0s and " + LONGEST.toDays() + "d");
        }
    }
}
