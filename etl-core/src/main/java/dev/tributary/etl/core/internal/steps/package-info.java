/** Names of the moments between which a crash must change nothing. */
@NullMarked
package dev.tributary.etl.core.internal.steps;

import org.jspecify.annotations.NullMarked;
