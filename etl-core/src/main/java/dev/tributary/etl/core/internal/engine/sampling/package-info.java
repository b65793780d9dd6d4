/** The first records of a source after each stage, without ledger and store. */
@NullMarked
package dev.tributary.etl.core.internal.engine.sampling;

import org.jspecify.annotations.NullMarked;
