@NullMarked
package dev.tributary.etl.examples.fastq;

import org.jspecify.annotations.NullMarked;
