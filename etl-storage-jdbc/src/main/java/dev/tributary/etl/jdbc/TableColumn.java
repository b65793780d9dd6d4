package dev.tributary.etl.jdbc;

/** A column that the loader writes, what is in it, and its type if the table has to be made. */
record TableColumn(String name, Field field, ColumnType type) {}
