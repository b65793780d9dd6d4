/** Threads and JVMs that work at the same time. */
@NullMarked
package dev.tributary.etl.testkit.process;

import org.jspecify.annotations.NullMarked;
