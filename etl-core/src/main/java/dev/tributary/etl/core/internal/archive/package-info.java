/** Tar and zip archives as their members, read where they lie: nothing is unpacked. */
@NullMarked
package dev.tributary.etl.core.internal.archive;

import org.jspecify.annotations.NullMarked;
