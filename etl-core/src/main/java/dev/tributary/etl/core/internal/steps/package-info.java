/** The named places where a run may be stopped by a test. */
@NullMarked
package dev.tributary.etl.core.internal.steps;

import org.jspecify.annotations.NullMarked;
