/** Who may work on a dataset: taking its lease, renewing it, and ending in good order when it is lost. */
@NullMarked
package dev.tributary.etl.core.internal.engine.lease;

import org.jspecify.annotations.NullMarked;
