/** Figures for dashboards and alarms. */
@NullMarked
package dev.tributary.etl.core.metrics;

import org.jspecify.annotations.NullMarked;
