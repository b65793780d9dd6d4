/** What a run tells listeners and other systems. */
@NullMarked
package dev.tributary.etl.spi.event;

import org.jspecify.annotations.NullMarked;
