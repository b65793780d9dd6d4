package dev.tributary.etl.test.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PostgresProcessTest {
    @TempDir
    Path folder;

    @Test
    void aKilledServerComesBackWithWhatItConfirmedAndNothingElse()
            throws IOException, InterruptedException, SQLException {
        try (var server = PostgresProcess.start(folder)) {
            var schema = server.freshSchema();
            assertThat(schema.query("SELECT current_setting('fsync'), current_setting('synchronous_commit')"))
                    .containsExactly("on on");
            schema.execute("CREATE TABLE mine (x integer)");
            int port = server.port();
            for (int round = 1; round <= 2; round++) {
                schema.execute("INSERT INTO mine VALUES (" + round + ")");
                try (var connection = schema.dataSource().getConnection();
                        var statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    statement.execute("INSERT INTO mine VALUES (99)");

                    server.kill();

                    assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
                }
                assertThatThrownBy(() -> schema.dataSource().getConnection()).isInstanceOf(SQLException.class);
                server.start();
            }

            assertThat(server.port()).isEqualTo(port);
            assertThat(schema.query("SELECT x FROM mine ORDER BY x")).containsExactly("1", "2");
        }
    }

    @Test
    void onlyAServerThatRunsIsKilledAndOnlyOneThatDoesNotIsStarted() throws IOException, InterruptedException {
        try (var server = PostgresProcess.start(folder)) {
            assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
            server.kill();
            assertThatThrownBy(server::kill).isInstanceOf(IllegalStateException.class);
        }
    }
}
