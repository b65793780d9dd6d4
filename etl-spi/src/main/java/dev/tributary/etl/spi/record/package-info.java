/** Records, their types, their places and what takes them. */
@NullMarked
package dev.tributary.etl.spi.record;

import org.jspecify.annotations.NullMarked;
