package dev.tributary.etl.core.dataset;

import dev.tributary.etl.spi.plugin.Option;
import java.nio.file.Path;

/**
 * An example that a dataset must fulfil. Immutable.
 *
 * @param input a source file, as the extractor would give it; its name chooses the parser
 * @param expect the records that must come of it
 */
public record Fixture(
        @Option(value = "A source file, as the extractor would give it", example = "tests/three.dat")
        Path input,

        @Option(value = "What must come of it: one JSON object a line", example = "tests/three.ndjson")
        Path expect) {}
