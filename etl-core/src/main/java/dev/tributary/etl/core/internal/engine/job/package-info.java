/** Which job a run goes on with: its identity, its instant, and whether it is a new one. */
@NullMarked
package dev.tributary.etl.core.internal.engine.job;

import org.jspecify.annotations.NullMarked;
