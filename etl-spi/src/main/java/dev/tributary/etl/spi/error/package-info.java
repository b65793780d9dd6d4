/** Failures by number and category, and the problems that explain them. */
@NullMarked
package dev.tributary.etl.spi.error;

import org.jspecify.annotations.NullMarked;
