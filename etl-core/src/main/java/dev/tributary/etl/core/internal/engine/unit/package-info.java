/** What is done to the records of one unit: the stages they go through, the first of each key, and what is noted of them. */
@NullMarked
package dev.tributary.etl.core.internal.engine.unit;

import org.jspecify.annotations.NullMarked;
