/** Small documents changed by compare-and-set. */
@NullMarked
package dev.tributary.etl.spi.state;

import org.jspecify.annotations.NullMarked;
