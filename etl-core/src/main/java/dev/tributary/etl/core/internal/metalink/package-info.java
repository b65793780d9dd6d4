/** Metalinks: which files make a release, with their sizes, digests and places. */
@NullMarked
package dev.tributary.etl.core.internal.metalink;

import org.jspecify.annotations.NullMarked;
