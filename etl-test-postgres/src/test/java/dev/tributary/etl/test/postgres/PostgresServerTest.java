package dev.tributary.etl.test.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresServerTest {
    @Test
    void aConfirmedCommitIsOnDisk() {
        try (var schema = PostgresServer.freshSchema()) {
            assertThat(schema.query("SELECT current_setting('fsync'), current_setting('synchronous_commit')"))
                    .containsExactly("on on");
        }
    }

    @Test
    void schemasAreEmptyAndStrangersToEachOther() {
        try (var one = PostgresServer.freshSchema();
                var two = PostgresServer.freshSchema()) {
            one.execute("CREATE TABLE mine (x integer)", "INSERT INTO mine VALUES (7)");

            assertThat(one.query("SELECT x FROM mine")).containsExactly("7");
            assertThat(two.query("SELECT count(*) FROM pg_class WHERE oid = to_regclass('mine')"))
                    .containsExactly("0");
        }
    }

    @Test
    void aRoleConnectsByItsUrlAndMayMakeNoTable() throws SQLException {
        try (var schema = PostgresServer.freshSchema()) {
            var role = schema.role("reader", "s&cret'=1");
            try (var connection = DriverManager.getConnection(schema.url(role, "s&cret'=1"));
                    var statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("CREATE TABLE mine (x integer)"))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void nothingIsLeftOfAClosedSchema() {
        try (var onlooker = PostgresServer.freshSchema()) {
            var schema = PostgresServer.freshSchema();
            var role = schema.role("writer", "x");
            schema.execute("CREATE TABLE mine (x integer)", "GRANT SELECT ON mine TO " + role);

            schema.close();

            var left = "SELECT (SELECT count(*) FROM pg_namespace WHERE nspname = '" + schema.name()
                    + "') + (SELECT count(*) FROM pg_roles WHERE rolname = '" + role + "')";
            assertThat(onlooker.query(left)).containsExactly("0");
        }
    }
}
