/** Drives a job from its files to its release, and what else is done in a home: each class that the facade asks is one of these ways. */
@NullMarked
package dev.tributary.etl.core.internal.engine;

import org.jspecify.annotations.NullMarked;
