/** Cuts decompressed streams into chunks of whole source records with exact offsets, ordinals and lines. */
@NullMarked
package dev.tributary.etl.core.internal.frame;

import org.jspecify.annotations.NullMarked;
