/** How a finished job becomes the release that readers see: manifest, numbered commit, pointer, state. */
@NullMarked
package dev.tributary.etl.core.internal.release;

import org.jspecify.annotations.NullMarked;
