/** What becomes of raw files when their release is past. */
@NullMarked
package dev.tributary.etl.core.internal.retention;

import org.jspecify.annotations.NullMarked;
