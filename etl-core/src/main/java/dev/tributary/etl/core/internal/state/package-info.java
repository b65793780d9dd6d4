/** State documents kept as one file each. */
@NullMarked
package dev.tributary.etl.core.internal.state;

import org.jspecify.annotations.NullMarked;
