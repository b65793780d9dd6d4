/** State documents, kept as one file each or as rows of the ledger's database. */
@NullMarked
package dev.tributary.etl.core.internal.state;

import org.jspecify.annotations.NullMarked;
