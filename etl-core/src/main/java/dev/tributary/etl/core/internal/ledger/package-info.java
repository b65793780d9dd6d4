/** The memory of jobs, units, records, dead letters and uploads, in one database. */
@NullMarked
package dev.tributary.etl.core.internal.ledger;

import org.jspecify.annotations.NullMarked;
