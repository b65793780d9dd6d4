/** The core's locks and states in databases, under the suites of the kit. */
@NullMarked
package dev.tributary.etl.testkit.jdbc;

import org.jspecify.annotations.NullMarked;
