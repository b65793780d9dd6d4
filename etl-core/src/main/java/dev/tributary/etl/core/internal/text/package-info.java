/** Turns text in whatever charset into UTF-8 before it is framed. */
@NullMarked
package dev.tributary.etl.core.internal.text;

import org.jspecify.annotations.NullMarked;
