/** The built-in transformers. */
@NullMarked
package dev.tributary.etl.core.internal.transform;

import org.jspecify.annotations.NullMarked;
