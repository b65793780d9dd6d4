/** What stages work out once for each record type. */
@NullMarked
package dev.tributary.etl.core.internal.record;

import org.jspecify.annotations.NullMarked;
