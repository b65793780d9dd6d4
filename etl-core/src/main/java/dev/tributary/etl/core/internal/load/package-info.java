/** The built-in loaders. */
@NullMarked
package dev.tributary.etl.core.internal.load;

import org.jspecify.annotations.NullMarked;
