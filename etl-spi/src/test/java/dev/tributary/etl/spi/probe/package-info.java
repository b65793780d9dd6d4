/** Small plugins of every shape the contracts must bear; each is compiled, and run where that is trivial. */
@NullMarked
package dev.tributary.etl.spi.probe;

import org.jspecify.annotations.NullMarked;
