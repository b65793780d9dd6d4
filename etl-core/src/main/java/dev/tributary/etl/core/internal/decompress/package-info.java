/** Raw files as streams of decompressed bytes. */
@NullMarked
package dev.tributary.etl.core.internal.decompress;

import org.jspecify.annotations.NullMarked;
