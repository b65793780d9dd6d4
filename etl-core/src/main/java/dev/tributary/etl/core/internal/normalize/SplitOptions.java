package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.Option;
import java.util.Optional;

/** Options of the normalizer {@code split}. */
public record SplitOptions(
        @Option(
                value =
                        "The column with several values; each makes a record of its own, which has the value in its place.",
                example = "gene_names")
        String field,

        @Option(value = "What separates the values of a text; lists need none.", example = ";")
        Optional<String> separator,

        @Option(value = "What becomes of a record without any value: keep or drop.", defaultValue = "keep")
        Empty empty) {
    /** What becomes of a record without any value. */
    public enum Empty {
        /** It stays one record without the value. */
        KEEP,
        /** It is counted as filtered. */
        DROP
    }

    public SplitOptions {
        if (field.isBlank() || separator.filter(String::isEmpty).isPresent()) {
            throw new IllegalArgumentException("'field' and 'separator' must not be empty");
        }
    }
}
