/** Runs parser, normalizers and transformers over one chunk at a time: the pure part of a unit. */
@NullMarked
package dev.tributary.etl.core.internal.stage;

import org.jspecify.annotations.NullMarked;
