package dev.tributary.etl.jdbc;

class PostgresReplaceTest extends JdbcLoaderContract {
    PostgresReplaceTest() {
        super(TestTarget.postgres(), JdbcOptions.Mode.REPLACE);
    }
}
