/** Several releases of a source, one after the other. */
@NullMarked
package dev.tributary.etl.core.internal.engine.past;

import org.jspecify.annotations.NullMarked;
