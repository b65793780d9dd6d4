package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.plugin.Option;

/** Options of the parser {@code fastq}. */
record FastqOptions(
        @Option(
                value = "Which character stands for quality 0: sanger is '!', illumina (1.3 to 1.7) is '@'.",
                defaultValue = "sanger")
        Encoding encoding) {}
