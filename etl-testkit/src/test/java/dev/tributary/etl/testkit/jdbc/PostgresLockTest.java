package dev.tributary.etl.testkit.jdbc;

class PostgresLockTest extends JdbcLockContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
