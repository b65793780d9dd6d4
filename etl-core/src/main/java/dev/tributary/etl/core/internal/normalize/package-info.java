/** The built-in normalizers. */
@NullMarked
package dev.tributary.etl.core.internal.normalize;

import org.jspecify.annotations.NullMarked;
