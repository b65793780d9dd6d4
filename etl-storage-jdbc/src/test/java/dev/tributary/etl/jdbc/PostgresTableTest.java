package dev.tributary.etl.jdbc;

class PostgresTableTest extends TableContract {
    PostgresTableTest() {
        super(TestTarget.postgres());
    }
}
