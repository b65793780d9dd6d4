/** A host program: runs a dataset, watches it, can stop it. */
@NullMarked
package dev.tributary.etl.examples.embedded;

import org.jspecify.annotations.NullMarked;
