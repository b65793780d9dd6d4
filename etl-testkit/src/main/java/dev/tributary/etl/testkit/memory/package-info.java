/** Stores and sources in memory. */
@NullMarked
package dev.tributary.etl.testkit.memory;

import org.jspecify.annotations.NullMarked;
