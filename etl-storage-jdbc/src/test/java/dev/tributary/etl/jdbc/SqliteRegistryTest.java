package dev.tributary.etl.jdbc;

class SqliteRegistryTest extends RegistryContract {
    SqliteRegistryTest() {
        super(TestTarget.sqlite());
    }
}
