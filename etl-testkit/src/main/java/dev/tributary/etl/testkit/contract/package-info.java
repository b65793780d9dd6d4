/** What every implementation of an SPI type does, as JUnit classes to extend. */
@NullMarked
package dev.tributary.etl.testkit.contract;

import org.jspecify.annotations.NullMarked;
