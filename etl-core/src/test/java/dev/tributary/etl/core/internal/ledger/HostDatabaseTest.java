package dev.tributary.etl.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Which DataSource is taken, and how others are refused. */
class HostDatabaseTest {
    @TempDir
    Path folder;

    private static SQLiteDataSource sqlite(String url) {
        var source = new SQLiteDataSource();
        source.setUrl(url);
        return source;
    }

    private static void assertRefused(DataSource source, StandardError code, String... words) {
        assertThatThrownBy(() -> HostDatabase.open(source)).isInstanceOfSatisfying(EtlException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.problem().toString()).contains(words);
            assertThat(e.problem().hint()).isPresent();
        });
    }

    @Test
    void aDataSourceWithoutPoolIsTaken() {
        var source = sqlite("jdbc:sqlite:" + folder.resolve("host.db"));
        try (var ledger = new JdbiLedger(HostDatabase.open(source))) {
            assertThat(ledger.jobs(Optional.empty(), 1)).isEmpty();
        }
        assertThat(folder.resolve("host.db")).exists();
    }

    @Test
    void anotherDatabaseIsRefusedByItsName() {
        assertRefused(new OtherDatabase(), StandardError.LEDGER_INCOMPATIBLE, "H2 2.5.252", "Cannot keep the ledger");
    }

    @Test
    void aDatabaseInMemoryIsRefused() {
        assertRefused(sqlite("jdbc:sqlite::memory:"), StandardError.LEDGER_INCOMPATIBLE, "in memory", "in a file");
    }

    @Test
    void aDataSourceWithoutConnectionIsUnavailable() {
        assertRefused(
                sqlite("jdbc:sqlite:" + folder.resolve("no/such/folder.db")),
                StandardError.LEDGER_UNAVAILABLE,
                "gives no connection",
                "dataSource");
    }

    @Test
    void aDamagedFileIsToldFromOneThatCannotBeOpened() throws IOException {
        var damaged = Files.write(folder.resolve("damaged.db"), new byte[20_000]);
        assertThatThrownBy(() -> HostDatabase.open(sqlite("jdbc:sqlite:" + damaged)))
                .hasMessageContaining("E5006 STATE_DAMAGED: Cannot read the ledger of the DataSource");
    }

    /** SQLite under another name: only the metadata tell databases apart. */
    private final class OtherDatabase implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            var real = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("other.db"));
            return (Connection) named(Connection.class, real);
        }

        private Object named(Class<?> type, Object real) {
            return java.lang.reflect.Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getDatabaseProductName" -> "H2";
                        case "getDatabaseProductVersion" -> "2.5.252";
                        case "getMetaData" -> named(java.sql.DatabaseMetaData.class, method.invoke(real, arguments));
                        default -> method.invoke(real, arguments);
                    });
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
