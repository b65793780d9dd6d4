/** What an open unit holds beyond memory: rows, dead letters and keys, in files of the run that go with the unit. */
@NullMarked
package dev.tributary.etl.core.internal.spill;

import org.jspecify.annotations.NullMarked;
