/** The direct shape: one process frames, parses and loads, and commits units in source order. */
@NullMarked
package dev.tributary.etl.core.internal.engine.direct;

import org.jspecify.annotations.NullMarked;
