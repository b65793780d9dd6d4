/** What every implementation of a storage interface has to do, as suites to extend. */
@NullMarked
package dev.tributary.etl.core.contract;

import org.jspecify.annotations.NullMarked;
