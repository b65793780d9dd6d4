/** Sequencing reads in FASTQ, as a plugin of a third party: it uses the SPI alone. */
@NullMarked
package dev.tributary.etl.examples.fastq;

import org.jspecify.annotations.NullMarked;
