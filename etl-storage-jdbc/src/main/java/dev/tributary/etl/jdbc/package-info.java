/**
 * The loaders {@code jdbc}, records into one table, and {@code registry}, the files of records and the books about them: in PostgreSQL or SQLite. The
 * factories and their options are public, nothing else.
 */
@NullMarked
package dev.tributary.etl.jdbc;

import org.jspecify.annotations.NullMarked;
