/** Runs parsers over bytes as the engine does. */
@NullMarked
package dev.tributary.etl.testkit.parse;

import org.jspecify.annotations.NullMarked;
