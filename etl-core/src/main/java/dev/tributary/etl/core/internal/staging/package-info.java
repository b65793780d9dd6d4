/** Records as plain JSON for the ledger and back again, with what JSON forgets kept apart as shapes. */
@NullMarked
package dev.tributary.etl.core.internal.staging;

import org.jspecify.annotations.NullMarked;
