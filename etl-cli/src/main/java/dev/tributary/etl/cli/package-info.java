/** The {@code etl} command. */
@NullMarked
package dev.tributary.etl.cli;

import org.jspecify.annotations.NullMarked;
