/** A real PostgreSQL server, one a JVM, and a schema of its own for each test. */
@NullMarked
package dev.tributary.etl.test.postgres;

import org.jspecify.annotations.NullMarked;
