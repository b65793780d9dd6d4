package dev.tributary.etl.jdbc;

class PostgresUpsertTest extends JdbcLoaderContract {
    PostgresUpsertTest() {
        super(TestTarget.postgres(), JdbcOptions.Mode.UPSERT);
    }
}
