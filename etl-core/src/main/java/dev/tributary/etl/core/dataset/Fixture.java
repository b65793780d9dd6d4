package dev.tributary.etl.core.dataset;

import dev.tributary.etl.spi.plugin.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An example that a dataset must fulfil. Immutable.
 *
 * @param input source files or globs, in place of what the extractor would give; their names choose the parser
 * @param expect a file of the records that must come of them: one JSON object a line, as the loader {@code jsonl} writes it, or parts of that
 * @param fields how much of {@code data} a line speaks of
 * @param rejected how many records must be rejected
 * @param filtered how many records must be filtered; empty for any
 * @param duplicate how many records must be duplicates; empty for any
 */
public record Fixture(
        @Option(
                value = "Source files or globs in place of the extractor's; their names choose the parser",
                example = "tests/three.dat")
        List<Path> input,

        @Option(
                value =
                        "The records that must come of them, in this order: one JSON object a line, as the loader jsonl writes it,"
                                + " or parts of that; what a line names must be so, and null is absent",
                example = "tests/three.ndjson")
        Path expect,

        @Option(value = "What a line's data speaks of: the fields that it names, or all", defaultValue = "named")
        Fields fields,

        @Option(value = "Records that must be rejected", defaultValue = "0")
        long rejected,

        @Option("Records that must be filtered; any number unless written")
        Optional<Long> filtered,

        @Option("Records that must be duplicates; any number unless written")
        Optional<Long> duplicate) {
    /** How much of a record a line speaks of. */
    public enum Fields {
        /** The fields that it names; others may be there. */
        NAMED,
        /** All fields: what it does not name must not be there. */
        ALL
    }

    public Fixture {
        input = List.copyOf(input);
        if (input.isEmpty()) {
            throw new IllegalArgumentException("'input' names no file");
        }
        atLeastNone("rejected", rejected);
        filtered.ifPresent(count -> atLeastNone("filtered", count));
        duplicate.ifPresent(count -> atLeastNone("duplicate", count));
    }

    private static void atLeastNone(String name, long count) {
        if (count < 0) {
            throw new IllegalArgumentException("'" + name + "' must be at least 0, found " + count);
        }
    }
}
