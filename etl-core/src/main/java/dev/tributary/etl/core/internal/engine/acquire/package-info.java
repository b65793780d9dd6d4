/** Files come into the raw area, or are there already, and are recorded as what a job reads. */
@NullMarked
package dev.tributary.etl.core.internal.engine.acquire;

import org.jspecify.annotations.NullMarked;
