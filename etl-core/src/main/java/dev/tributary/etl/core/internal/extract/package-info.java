/** The extractor of local files, the one glob matcher and the one reader of checksum lists. */
@NullMarked
package dev.tributary.etl.core.internal.extract;

import org.jspecify.annotations.NullMarked;
