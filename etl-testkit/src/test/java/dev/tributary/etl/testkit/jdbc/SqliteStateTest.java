package dev.tributary.etl.testkit.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStateTest extends JdbcStateContract {
    @TempDir
    Path folder = Path.of("");

    @Override
    TestDatabase open() {
        return TestDatabase.sqlite(folder);
    }
}
