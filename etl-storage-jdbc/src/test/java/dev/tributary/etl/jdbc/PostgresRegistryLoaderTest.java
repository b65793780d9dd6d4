package dev.tributary.etl.jdbc;

class PostgresRegistryLoaderTest extends RegistryLoaderContract {
    PostgresRegistryLoaderTest() {
        super(TestTarget.postgres(), RegistryOptions.Internal.RELEASE);
    }
}
