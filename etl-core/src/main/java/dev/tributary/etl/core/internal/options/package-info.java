/** Binds nodes to option records and reports all that is wrong in one pass. */
@NullMarked
package dev.tributary.etl.core.internal.options;

import org.jspecify.annotations.NullMarked;
