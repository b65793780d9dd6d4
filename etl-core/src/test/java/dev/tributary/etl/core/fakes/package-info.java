/** Stores in memory and stores that fail on purpose. */
@NullMarked
package dev.tributary.etl.core.fakes;

import org.jspecify.annotations.NullMarked;
