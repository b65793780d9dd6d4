/** A job whose units are done becomes a release that readers see, and whoever wants to hear of it does. */
@NullMarked
package dev.tributary.etl.core.internal.engine.publish;

import org.jspecify.annotations.NullMarked;
