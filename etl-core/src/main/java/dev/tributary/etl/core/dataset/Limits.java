package dev.tributary.etl.core.dataset;

import dev.tributary.etl.spi.plugin.Option;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How many records may be rejected before the job fails.
 *
 * @param rejects {@code 100} (a count, which fails at once) or {@code 0.5%} (of records read, from 1,000 on); empty: no limit
 */
public record Limits(
        @Option(value = "Rejects that fail the job: a count, or a percentage of records read", example = "0.5%")
        Optional<String> rejects) {
    public Limits {
        rejects.ifPresent(Limits::check);
    }

    /** The count above which a job fails; empty when a percentage or nothing is written. */
    public Optional<Long> rejectCount() {
        return rejects.filter(r -> !r.endsWith("%")).map(Long::valueOf);
    }

    /** The share of records read above which a job fails, between 0 and 1; empty when a count or nothing is written. */
    public Optional<Double> rejectShare() {
        return rejects.filter(r -> r.endsWith("%")).map(Limits::share);
    }

    private static void check(String text) {
        boolean isCount = text.matches("[0-9]{1,18}");
        boolean isPercentage = text.matches("[0-9]{1,3}(\\.[0-9]{1,9})? ?%");
        if (!isCount && !isPercentage) {
            throw new IllegalArgumentException(
                    "'rejects' must be a count (100) or a percentage (0.5%), found '" + text + "'");
        }
        if (isPercentage && share(text) > 1) {
            throw new IllegalArgumentException("'rejects' must be at most 100%, found '" + text + "'");
        }
    }

    private static double share(String text) {
        String number = text.substring(0, text.length() - 1).strip();
        return new BigDecimal(number).movePointLeft(2).doubleValue();
    }
}
