/** The stages of the way from source to release. */
@NullMarked
package dev.tributary.etl.spi.stage;

import org.jspecify.annotations.NullMarked;
