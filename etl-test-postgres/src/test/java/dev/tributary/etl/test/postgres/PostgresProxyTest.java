package dev.tributary.etl.test.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.test.postgres.CommitFault.Way;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PostgresProxyTest {
    private PostgresSchema schema;
    private PostgresProxy proxy;

    @BeforeEach
    void proxy() throws IOException {
        schema = PostgresServer.freshSchema();
        schema.execute("CREATE TABLE mine (x integer)");
        proxy = PostgresProxy.before(schema.url());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        schema.close();
    }

    private Connection connect(String more) throws SQLException {
        return DriverManager.getConnection(proxy.url(schema.url()) + more);
    }

    private static void insert(Connection connection, int x) throws SQLException {
        connection.setAutoCommit(false);
        try (var insert = connection.prepareStatement("INSERT INTO mine VALUES (?)")) {
            insert.setInt(1, x);
            insert.executeUpdate();
        }
        connection.commit();
    }

    private List<String> rows() {
        return schema.query("SELECT x FROM mine ORDER BY x");
    }

    @Test
    void withoutAPlanEverythingPasses() throws SQLException {
        try (var connection = connect("")) {
            insert(connection, 1);
            insert(connection, 2);
        }
        assertThat(rows()).containsExactly("1", "2");
        assertThat(proxy.happened()).isEmpty();
    }

    /** The tenth COMMIT is a named statement by then, which the driver does not spell out again. */
    @ParameterizedTest
    @CsvSource({
        "BEFORE, 1, '', 1",
        "BEFORE, 10, '', 10",
        "BEFORE, 1, &preferQueryMode=simple, 1",
        "REPLY_LOST, 1, '', 2",
        "REPLY_LOST, 10, '', 11",
        "REPLY_LOST, 1, &preferQueryMode=simple, 2",
        "REPLY_UNREAD, 1, '', 2",
        "REPLY_UNREAD, 10, '', 11",
        "REPLY_UNREAD, 1, &preferQueryMode=simple, 2"
    })
    void aCutCommitFailsAndIsDoneOrNot(Way way, int time, String more, int rows) throws Exception {
        var fault = new CommitFault("INTO mine", time, way);
        proxy.plan(fault);
        try (var connection = connect(more)) {
            for (int x = 1; x < time; x++) {
                insert(connection, x);
            }
            assertThat(proxy.happened()).isEmpty();
            assertThatThrownBy(() -> insert(connection, time))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .asString()
                    .startsWith("08");
        }
        try (var connection = connect(more)) {
            insert(connection, 99);
        }
        // What was given to the server is done as soon as it comes to it.
        while (rows().size() < rows) {
            Thread.onSpinWait();
        }
        assertThat(rows()).hasSize(rows).contains("99");
        assertThat(proxy.happened()).containsExactly(fault);
    }

    @Test
    void aCommitByHandIsOneToo() throws SQLException {
        proxy.plan(new CommitFault("INTO mine", 1, Way.BEFORE));
        try (var connection = connect("");
                var statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("INSERT INTO mine VALUES (1)");
            assertThatThrownBy(() -> statement.execute("COMMIT")).isInstanceOf(SQLException.class);
        }
        assertThat(rows()).isEmpty();
    }

    @Test
    void otherTransactionsAreLeftAlone() throws SQLException {
        proxy.plan(new CommitFault("INTO yours", 1, Way.BEFORE));
        try (var connection = connect("")) {
            insert(connection, 1);
        }
        assertThat(rows()).containsExactly("1");
    }

    @Test
    void aSlowAnswerComes() throws SQLException {
        proxy.plan(new CommitFault("INTO mine", 1, Way.DELAYED));
        long started = System.nanoTime();
        try (var connection = connect("")) {
            insert(connection, 1);
        }
        assertThat(System.nanoTime() - started).isGreaterThan(200_000_000);
        assertThat(rows()).containsExactly("1");
    }

    @Test
    void ofAHalfOpenConnectionTheClientHearsNothing() throws SQLException {
        proxy.plan(new CommitFault("INTO mine", 1, Way.HALF_OPEN));
        try (var connection = connect("&socketTimeout=1")) {
            assertThatThrownBy(() -> insert(connection, 1)).hasRootCauseMessage("Read timed out");
        }
        assertThat(rows()).containsExactly("1");
    }
}
