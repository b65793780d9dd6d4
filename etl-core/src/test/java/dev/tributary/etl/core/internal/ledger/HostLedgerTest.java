package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.WORKER;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract over a host's pool that is small, does not commit by itself and cares for no setting; and what only a host can do. */
class HostLedgerTest extends SqliteLedgerContract {
    private final HikariDataSource host = new HikariDataSource();

    HostLedgerTest() {
        host.setMaximumPoolSize(2);
        host.setMinimumIdle(0);
        host.setAutoCommit(false);
        host.addDataSourceProperty("synchronous", "OFF");
        host.addDataSourceProperty("busy_timeout", "1");
    }

    @Override
    Ledger open() {
        try {
            Files.createDirectories(path().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (host.getJdbcUrl() == null) {
            host.setJdbcUrl(url());
        }
        return new JdbiLedger(HostDatabase.open(host));
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA " + name)) {
            return rows.getString(1);
        }
    }

    @Test
    void everyConnectionIsMadeDurableBeforeItIsUsed() {
        HostDatabase.open(host).read(handle -> {
            var connection = handle.getConnection();
            assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(connection, "synchronous")).isEqualTo("2");
            assertThat(pragma(connection, "busy_timeout")).isEqualTo("20000");
            return true;
        });
    }

    @Test
    void theHostMayLowerAPooledConnectionsSettings() throws SQLException {
        try (var first = host.getConnection();
                var second = host.getConnection()) {
            for (var connection : new Connection[] {first, second}) {
                connection.setAutoCommit(true);
                try (var statement = connection.createStatement()) {
                    statement.execute("PRAGMA synchronous = OFF");
                }
            }
        }

        everyConnectionIsMadeDurableBeforeItIsUsed();
    }

    @Test
    void aConnectionComesBackInTheHostsModeAndWithoutATransaction() throws SQLException {
        var database = HostDatabase.open(host);
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> database.write(handle -> {
                        handle.execute("UPDATE ingestion_jobs SET dataset_id = 'half'");
                        throw new IllegalStateException("of the work");
                    }))
                    .hasMessage("of the work");
        }

        assertThat(ledger.job("a1b2c3").orElseThrow().draft().dataset()).isEqualTo("proteins");
        try (var mine = host.getConnection()) {
            assertThat(mine.getAutoCommit()).isFalse();
            try (var statement = mine.createStatement()) {
                statement.execute("CREATE TABLE of_the_host (x)");
            }
            mine.rollback();
        }
        assertThat(query("SELECT name FROM sqlite_master WHERE name = 'of_the_host'"))
                .isEmpty();
    }

    @Test
    void closingTheLedgerLeavesTheHostsDataSourceOpen() throws SQLException {
        ledger.commitUnit(result(ledger.claim("a1b2c3", 0, WORKER, 1).orElseThrow(), "P1"));
        closeAll();

        assertThat(host.isClosed()).isFalse();
        assertThat(host.getHikariPoolMXBean().getActiveConnections()).isZero();
        try (var connection = host.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
        assertThat(another().jobs(Optional.empty(), 2)).hasSize(1);
    }
}
