package dev.tributary.etl.jdbc;

class SqliteTableTest extends TableContract {
    SqliteTableTest() {
        super(TestTarget.sqlite());
    }
}
