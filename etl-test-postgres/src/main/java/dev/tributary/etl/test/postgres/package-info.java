/** A real PostgreSQL server, one a JVM, and a schema of its own for each test; servers that a test may kill; a proxy that cuts connections around COMMIT. */
@NullMarked
package dev.tributary.etl.test.postgres;

import org.jspecify.annotations.NullMarked;
