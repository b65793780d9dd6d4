/** Units as objects of the store: what the framing pass cut, so that any worker can parse a unit without framing anything again. */
@NullMarked
package dev.tributary.etl.core.internal.chunk;

import org.jspecify.annotations.NullMarked;
