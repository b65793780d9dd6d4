/** Objects kept as files in a folder, and the encoding of names into keys. */
@NullMarked
package dev.tributary.etl.core.internal.store;

import org.jspecify.annotations.NullMarked;
