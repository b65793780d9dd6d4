package dev.tributary.etl.test.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresServerTest {
    @Test
    void aConfirmedCommitIsOnDisk() {
        try (var database = PostgresServer.freshDatabase()) {
            assertThat(database.query("SELECT current_setting('fsync'), current_setting('synchronous_commit')"))
                    .containsExactly("on on");
        }
    }

    @Test
    void databasesAreEmptyAndStrangersToEachOther() {
        try (var one = PostgresServer.freshDatabase();
                var two = PostgresServer.freshDatabase()) {
            one.execute("CREATE TABLE mine (x integer)", "INSERT INTO mine VALUES (7)");

            assertThat(one.query("SELECT x FROM mine")).containsExactly("7");
            assertThat(two.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                    .containsExactly("0");
        }
    }

    @Test
    void aRoleConnectsByItsUrlAndMayMakeNoTable() throws SQLException {
        try (var database = PostgresServer.freshDatabase()) {
            var role = database.role("reader", "s&cret'=1");
            try (var connection = DriverManager.getConnection(database.url(role, "s&cret'=1"));
                    var statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("CREATE TABLE mine (x integer)"))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void aClosedDatabaseIsGoneEvenIfSomeoneIsConnected() throws SQLException {
        var database = PostgresServer.freshDatabase();
        try (var connection = database.dataSource().getConnection()) {
            database.close();
            assertThat(connection.isValid(1)).isFalse();
        }
        assertThatThrownBy(() -> database.dataSource().getConnection()).hasMessageContaining("does not exist");
    }
}
