/** What a run would do, without doing it. */
@NullMarked
package dev.tributary.etl.core.internal.engine.forecast;

import org.jspecify.annotations.NullMarked;
