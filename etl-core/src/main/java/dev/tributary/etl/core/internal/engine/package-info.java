/** Drives a job: frames, parses, loads and commits its units in source order, and starts again where it was. */
@NullMarked
package dev.tributary.etl.core.internal.engine;

import org.jspecify.annotations.NullMarked;
