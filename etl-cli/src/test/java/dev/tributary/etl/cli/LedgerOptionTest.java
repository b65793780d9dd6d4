package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.cli.CommandRunner.Result;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Commands over a ledger on a server. */
class LedgerOptionTest {
    private static final String SECRET = "s3cr3t-and-long";

    @TempDir
    Path folder = Path.of("");

    @Test
    void aRunAndWhatIsAskedAfterItUseTheLedgerOnTheServer() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        etl.dataset("sample_one");
        try (PostgresSchema schema = PostgresServer.freshSchema()) {
            String role = schema.role("owner", SECRET);
            schema.execute("GRANT CREATE ON SCHEMA " + schema.name() + " TO " + role);
            String ledger = schema.url(role, SECRET);
            Result run = etl.run("run", "sample_one", "--ledger", ledger);
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("--ledger jdbc:postgresql://");
            assertThat(etl.run("run", "sample_one", "--ledger", ledger).out()).contains("unchanged");
            assertThat(etl.run("jobs", "--ledger", ledger).out()).contains("sample_one", "completed");
            assertThat(etl.run("status", "--ledger", ledger).code()).isZero();
            assertThat(folder.resolve(".etl/ledger.db")).doesNotExist();
            assertThat(List.of(run.out(), run.err())).noneMatch(text -> text.contains(SECRET));
            assertThat(schema.query("SELECT status FROM ingestion_jobs")).containsExactly("completed");
        }
    }

    @Test
    void aServerThatGivesNoConnectionIsToldWithoutThePassword() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        etl.dataset("sample_one");
        try (PostgresSchema schema = PostgresServer.freshSchema()) {
            Result run = etl.run("run", "sample_one", "--ledger", schema.url("nobody", SECRET));
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .contains("E5004", "nobody")
                    .doesNotContain(SECRET)
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aServerThatFallsSilentIsNotWaitedForForever() throws SQLException {
        try (HikariDataSource pool = LedgerPool.of("jdbc:postgresql://host/etl?socketTimeout=7")) {
            assertThat(pool.getDataSourceProperties()).containsKeys("socketTimeout", "tcpKeepAlive");
            Properties both = Driver.parseURL(pool.getJdbcUrl(), pool.getDataSourceProperties());
            assertThat(PGProperty.SOCKET_TIMEOUT.getInt(both)).isEqualTo(7);
            assertThat(PGProperty.TCP_KEEP_ALIVE.getBoolean(both)).isTrue();
        }
    }

    @Test
    void aUrlOfNoDatabaseIsBadUsageAndNotRepeated() {
        CommandRunner etl = new CommandRunner(folder);
        for (String url : List.of(
                "postgresql://etl:" + SECRET + "@host/db", "jdbc:oracle:thin:etl/" + SECRET + "@host", SECRET)) {
            Result run = etl.run("jobs", "--ledger", url);
            assertThat(run.code()).as(url).isEqualTo(2);
            assertThat(run.err()).contains("E1001", "jdbc:postgresql://").doesNotContain(SECRET);
        }
    }
}
