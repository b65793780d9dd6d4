/** Small JSON objects that are read strictly and written the same way every time. */
@NullMarked
package dev.tributary.etl.core.internal.document;

import org.jspecify.annotations.NullMarked;
