/** Rules that hold over all modules together. */
@NullMarked
package dev.tributary.etl.coverage;

import org.jspecify.annotations.NullMarked;
