/** Stores that go wrong on purpose. */
@NullMarked
package dev.tributary.etl.testkit.fault;

import org.jspecify.annotations.NullMarked;
