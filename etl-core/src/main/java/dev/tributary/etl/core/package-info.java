/** The door for host programs: run datasets, watch and stop runs, look at what was loaded. Everything below {@code internal} may change. */
@NullMarked
package dev.tributary.etl.core;

import org.jspecify.annotations.NullMarked;
