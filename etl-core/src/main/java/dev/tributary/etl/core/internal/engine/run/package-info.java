/** What is known of a run while it goes on: signals, progress, counts, events and failures, and the threads that it is done by. */
@NullMarked
package dev.tributary.etl.core.internal.engine.run;

import org.jspecify.annotations.NullMarked;
