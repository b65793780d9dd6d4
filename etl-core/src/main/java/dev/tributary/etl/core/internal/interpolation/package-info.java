/** Replaces ${...} in the scalars of a tree. */
@NullMarked
package dev.tributary.etl.core.internal.interpolation;

import org.jspecify.annotations.NullMarked;
