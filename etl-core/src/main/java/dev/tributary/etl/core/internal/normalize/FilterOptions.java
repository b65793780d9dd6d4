package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.Option;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Options of the normalizer {@code filter}: a field and one condition ({@code min} and {@code max} together are one). */
public record FilterOptions(
        @Option(value = "The column that is looked at.", example = "taxonomy_id")
        String field,

        @Option(value = "The value it must have; numbers are compared as numbers.", example = "9606")
        Optional<String> equals,

        @Option(value = "The values of which it must have one.", example = "[9606, 10090]")
        List<String> in,

        @Option(
                value = "A regular expression that its whole text must match; a text over 512 characters is rejected.",
                example = ".*_HUMAN")
        Optional<Pattern> matches,

        @Option("Whether it must be present (true) or absent (false).")
        Optional<Boolean> exists,

        @Option(value = "The least value: a number, a date or an instant.", example = "2020-01-01")
        Optional<String> min,

        @Option("The greatest value: a number, a date or an instant.")
        Optional<String> max,

        @Option(
                value = "Whether the records that meet the condition go, instead of the others.",
                defaultValue = "false")
        boolean not) {
    public FilterOptions {
        in = List.copyOf(in);
        long conditions = Stream.of(
                        equals.isPresent(),
                        !in.isEmpty(),
                        matches.isPresent(),
                        exists.isPresent(),
                        min.isPresent() || max.isPresent())
                .filter(Boolean::booleanValue)
                .count();
        if (conditions != 1) {
            throw new IllegalArgumentException(
                    "write one of 'equals', 'in', 'matches', 'exists' and 'min'/'max', not " + conditions);
        }
        min.ifPresent(Bound::parse);
        max.ifPresent(Bound::parse);
    }
}
