/** The loader {@code jdbc}: records into one table of PostgreSQL or SQLite. The factory and its options are public, nothing else. */
@NullMarked
package dev.tributary.etl.jdbc;

import org.jspecify.annotations.NullMarked;
