package dev.tributary.etl.testkit.jdbc;

class PostgresStateTest extends JdbcStateContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
