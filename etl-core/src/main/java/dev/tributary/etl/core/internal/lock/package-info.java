/** The dataset lock of one machine: an OS file lock beside a fence that only rises. */
@NullMarked
package dev.tributary.etl.core.internal.lock;

import org.jspecify.annotations.NullMarked;
