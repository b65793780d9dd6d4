/** How a plugin is found, configured and made. */
@NullMarked
package dev.tributary.etl.spi.plugin;

import org.jspecify.annotations.NullMarked;
