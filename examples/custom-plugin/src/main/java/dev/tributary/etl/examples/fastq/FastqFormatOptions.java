package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.plugin.Option;

/** Options of the format {@code fastq}. */
record FastqFormatOptions(
        @Option(value = "Whether the header has the description behind the identifier.", defaultValue = "true")
        boolean description) {}
