/** Locks of datasets, each with a fence that only rises: an OS file lock among the processes of one machine, or a row of the ledger's database. */
@NullMarked
package dev.tributary.etl.core.internal.lock;

import org.jspecify.annotations.NullMarked;
