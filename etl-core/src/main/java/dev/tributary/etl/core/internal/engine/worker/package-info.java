/** A process of a fleet: it takes units of any job, and leads a job that nobody leads any more. */
@NullMarked
package dev.tributary.etl.core.internal.engine.worker;

import org.jspecify.annotations.NullMarked;
