/** Bytes that come from elsewhere: streams that are given up when they stall, and pauses between tries. */
@NullMarked
package dev.tributary.etl.core.internal.transfer;

import org.jspecify.annotations.NullMarked;
