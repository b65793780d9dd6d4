/** Files, objects and their digests. */
@NullMarked
package dev.tributary.etl.spi.io;

import org.jspecify.annotations.NullMarked;
