/** Files of this machine that are replaced whole, synced, and guarded against other threads and processes. */
@NullMarked
package dev.tributary.etl.core.internal.file;

import org.jspecify.annotations.NullMarked;
