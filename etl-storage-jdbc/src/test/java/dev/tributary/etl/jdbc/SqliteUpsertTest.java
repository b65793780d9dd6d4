package dev.tributary.etl.jdbc;

class SqliteUpsertTest extends JdbcLoaderContract {
    SqliteUpsertTest() {
        super(TestTarget.sqlite(), JdbcOptions.Mode.UPSERT);
    }
}
