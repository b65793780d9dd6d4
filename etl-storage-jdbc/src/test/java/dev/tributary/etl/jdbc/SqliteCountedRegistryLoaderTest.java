package dev.tributary.etl.jdbc;

class SqliteCountedRegistryLoaderTest extends RegistryLoaderContract {
    SqliteCountedRegistryLoaderTest() {
        super(TestTarget.sqlite(), RegistryOptions.Internal.AUTO);
    }
}
