package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.plugin.Option;

/** Options of the normalizer {@code trim_quality}. */
record TrimQualityOptions(
        @Option(value = "Bases at the end of a read with a lower quality are cut off.", defaultValue = "20")
        int minimumQuality,

        @Option(value = "Reads that are shorter after it are left out.", defaultValue = "30")
        int minimumLength) {
    TrimQualityOptions {
        if (minimumQuality < 0 || minimumQuality > Encoding.HIGHEST) {
            throw new IllegalArgumentException("'minimum_quality' is from 0 to " + Encoding.HIGHEST);
        }
        if (minimumLength < 0) {
            throw new IllegalArgumentException("'minimum_length' is negative");
        }
    }
}
