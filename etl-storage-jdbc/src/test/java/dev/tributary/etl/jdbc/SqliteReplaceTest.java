package dev.tributary.etl.jdbc;

class SqliteReplaceTest extends JdbcLoaderContract {
    SqliteReplaceTest() {
        super(TestTarget.sqlite(), JdbcOptions.Mode.REPLACE);
    }
}
