/** Every test of what a loader does runs over PostgreSQL and over SQLite. */
@NullMarked
package dev.tributary.etl.jdbc;

import org.jspecify.annotations.NullMarked;
