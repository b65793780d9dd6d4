/** Finds plugin factories and binds their options. */
@NullMarked
package dev.tributary.etl.core.internal.plugins;

import org.jspecify.annotations.NullMarked;
