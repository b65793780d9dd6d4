/** Rejected records of a published job, read once more where they lie. */
@NullMarked
package dev.tributary.etl.core.internal.engine.replay;

import org.jspecify.annotations.NullMarked;
