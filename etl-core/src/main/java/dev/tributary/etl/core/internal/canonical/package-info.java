/** The canonical JSON form of records and the digests over it; the one place that serialises a record. */
@NullMarked
package dev.tributary.etl.core.internal.canonical;

import org.jspecify.annotations.NullMarked;
