/** Keys and objects of the embedded object store. */
@NullMarked
package dev.tributary.etl.core.internal.store;

import org.jspecify.annotations.NullMarked;
