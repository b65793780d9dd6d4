package dev.tributary.etl.jdbc;

class SqliteRegistryLoaderTest extends RegistryLoaderContract {
    SqliteRegistryLoaderTest() {
        super(TestTarget.sqlite(), RegistryOptions.Internal.RELEASE);
    }
}
