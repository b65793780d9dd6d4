/** The typed model of a dataset file and its reader. */
@NullMarked
package dev.tributary.etl.core.dataset;

import org.jspecify.annotations.NullMarked;
