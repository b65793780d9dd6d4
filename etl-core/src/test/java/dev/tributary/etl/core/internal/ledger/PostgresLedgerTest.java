package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.WORKER;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.draft;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.file;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The ledger on PostgreSQL over a pool that does not commit by itself: the contract, and what only a server can do. */
class PostgresLedgerTest extends PostgresLedgerContract {
    private static final String JOB = "a1b2c3";
    private final HikariDataSource host = new HikariDataSource();

    PostgresLedgerTest() {
        host.setDataSource(schema.dataSource());
        host.setMaximumPoolSize(8);
        host.setMinimumIdle(0);
        host.setAutoCommit(false);
    }

    @Override
    DataSource host() {
        return host;
    }

    @Override
    void closeHost() {
        host.close();
    }

    private static void assertRefused(DataSource source, StandardError code, String... words) {
        assertThatThrownBy(() -> HostDatabase.open(source)).isInstanceOfSatisfying(EtlException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.problem().toString()).contains(words);
        });
    }

    @Test
    void theTablesAreTheDocumentedOnes() {
        assertThat(schema.query("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
                        + " AND table_type = 'BASE TABLE' ORDER BY 1"))
                .contains(
                        "ingestion_dead_letters",
                        "ingestion_file_uploads",
                        "ingestion_job_logs",
                        "ingestion_jobs",
                        "ingestion_outbox",
                        "ingestion_raw_files",
                        "ingestion_schema_version",
                        "ingestion_staged_records",
                        "ingestion_work_units");
    }

    @Test
    void theUnitRowTellsPeopleWhoWorksAndUntilWhen() {
        assertThat(ledger.claim(JOB, 8, WORKER, 3)).isPresent();

        assertThat(schema.query("SELECT worker, worker_hostname, round(extract(epoch FROM lease_until - claimed_at))"
                        + " FROM ingestion_work_units"))
                .containsExactly("worker-1 host-1 120");
    }

    @Test
    void aUserWithoutTheRightToMakeTablesWorksOnTablesMadeByHand() throws SQLException {
        schema.execute("DROP SCHEMA " + schema.name() + " CASCADE", "CREATE SCHEMA " + schema.name());
        LedgerSchema.of("postgres").printed().forEach(script -> schema.execute(script.sql()));
        var role = schema.role("worker", "secret");
        schema.execute(
                "GRANT USAGE ON SCHEMA " + schema.name() + " TO " + role,
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema.name() + " TO " + role);

        try (var worker = new JdbiLedger(HostDatabase.open(schema.dataSource(role, "secret")))) {
            worker.openJob(draft(JOB), List.of(file(0)));
            worker.beginRun(JOB, 1);
            worker.commitUnit(result(worker.claim(JOB, 0, WORKER, 1).orElseThrow(), "P1"));
            worker.complete(JOB, 1, 1, List.of(new OutboxMessage("m", JOB, "s", java.util.Map.of())));
            assertThat(worker.outbox().undelivered(Optional.empty(), 5)).hasSize(1);
            assertThat(worker.trace("proteins", "P1")).hasSize(1);
        }
    }

    @Test
    void aUserWhoMayNotMakeTheMissingTablesIsToldHow() {
        schema.execute("DROP SCHEMA " + schema.name() + " CASCADE", "CREATE SCHEMA " + schema.name());
        var role = schema.role("worker", "secret");
        schema.execute("GRANT USAGE ON SCHEMA " + schema.name() + " TO " + role);

        assertRefused(
                schema.dataSource(role, "secret"),
                StandardError.LEDGER_INCOMPATIBLE,
                "permission denied",
                "etl ddl --dialect postgres");
    }

    @Test
    void aUserWhoMayNotCompleteOlderTablesIsToldWhichScriptsAreMissing() {
        schema.execute("DROP SCHEMA " + schema.name() + " CASCADE", "CREATE SCHEMA " + schema.name());
        var scripts = LedgerSchema.of("postgres").printed();
        var last = scripts.get(scripts.size() - 1);
        scripts.subList(0, scripts.size() - 1).forEach(script -> schema.execute(script.sql()));
        var role = schema.role("worker", "secret");
        var rights = "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema.name() + " TO " + role;
        schema.execute(rights);

        assertRefused(
                schema.dataSource(role, "secret"),
                StandardError.LEDGER_INCOMPATIBLE,
                "permission denied",
                "the ledger lacks " + last.name() + ";",
                "'etl ddl --dialect postgres' prints from '-- " + last.name() + "' on");

        schema.execute(last.sql(), rights);
        HostDatabase.open(schema.dataSource(role, "secret")).close();
    }

    @Test
    void aSchemaOfANewerVersionIsRefused() {
        schema.execute("INSERT INTO ingestion_schema_version VALUES (99, 'V099__future.sql', now())");

        assertRefused(host, StandardError.LEDGER_INCOMPATIBLE, "version 99", "jdbc:postgresql://");
    }

    @Test
    void commitsThatAreNotOnDiskAreRefusedUnlessAllowed() throws SQLException {
        ledger.requireDurable();
        var lax = schema.dataSource();
        lax.setOptions("-c synchronous_commit=off");

        try (var other = new JdbiLedger(HostDatabase.open(lax))) {
            assertThatThrownBy(other::requireDurable)
                    .hasMessageContaining("E5005 LEDGER_INCOMPATIBLE")
                    .hasMessageContaining("synchronous_commit is off")
                    .hasMessageContaining("allow_async_commit: true");
        }
    }

    @Test
    void noMessageHasUserOrPassword() throws SQLException {
        var role = schema.role("worker", "right");
        var wrong = new HikariDataSource();
        wrong.setJdbcUrl(schema.url("nobody", "wr0ng-s3cret"));
        wrong.setInitializationFailTimeout(-1);
        wrong.setConnectionTimeout(1_000);
        try (wrong) {
            assertThatThrownBy(() -> HostDatabase.open(wrong))
                    .hasMessageContaining("E5004 LEDGER_UNAVAILABLE")
                    .hasMessageContaining("nobody")
                    .hasMessageNotContaining("wr0ng-s3cret");
        }
        var right = new HikariDataSource();
        right.setJdbcUrl(schema.url(role, "right"));
        try (right) {
            schema.execute("GRANT USAGE ON SCHEMA " + schema.name() + " TO " + role);
            assertThatThrownBy(() -> HostDatabase.open(right)).hasMessageNotContaining("password=");
        }
    }

    @Test
    void manyMayMakeOneLedgerAtOnce() throws Exception {
        schema.execute("DROP SCHEMA " + schema.name() + " CASCADE", "CREATE SCHEMA " + schema.name());
        var start = new CyclicBarrier(6);
        var threads = Executors.newFixedThreadPool(6);
        var running = new ArrayList<Future<JobStatus>>();
        for (int i = 0; i < 6; i++) {
            Callable<JobStatus> work = () -> {
                start.await();
                return open().openJob(draft("same"), List.of(file(0))).status();
            };
            running.add(threads.submit(work));
        }
        for (var future : running) {
            assertThat(future.get(60, TimeUnit.SECONDS)).isEqualTo(JobStatus.DOWNLOAD_VERIFIED);
        }
        threads.shutdown();
        assertThat(open().files("same")).hasSize(1);
    }

    @Test
    void aTransactionThatTheServerUndidBecauseOfAnotherIsDoneAgain() {
        var tries = new AtomicInteger();
        var database = HostDatabase.open(host);

        int done = database.write(handle -> {
            handle.execute("UPDATE ingestion_jobs SET fence = fence + 1");
            if (tries.incrementAndGet() < 3) {
                handle.execute("DO $$ BEGIN RAISE EXCEPTION 'meant' USING ERRCODE = '40P01'; END $$");
            }
            return tries.get();
        });

        assertThat(done).isEqualTo(3);
        assertThat(ledger.job(JOB).orElseThrow().fence()).isEqualTo(2);
    }

    /** Else a process that was stopped, or that the server cannot reach, would keep its rows from those who take over. */
    @Test
    void theServerEndsATransactionInWhichNothingHappens() {
        var asked = "SELECT current_setting('idle_in_transaction_session_timeout')";
        try (var one = new HikariDataSource()) {
            one.setDataSource(schema.dataSource());
            one.setMaximumPoolSize(1);
            var limit = HostDatabase.open(one)
                    .read(handle ->
                            handle.createQuery(asked).mapTo(String.class).one());
            assertThat(limit).isEqualTo("10s");
            var after = Jdbi.create(one)
                    .withHandle(handle ->
                            handle.createQuery(asked).mapTo(String.class).one());
            assertThat(after).as("of the host's own work").isEqualTo("0");
        }
    }

    @Test
    void workThatFailsIsUndoneAndTheConnectionGoesOn() {
        var database = HostDatabase.open(host);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> database.write(handle -> {
                        handle.execute("UPDATE ingestion_jobs SET dataset_id = 'half'");
                        throw new IllegalStateException("of the work");
                    }))
                    .hasMessage("of the work");
        }

        assertThat(ledger.job(JOB).orElseThrow().draft().dataset()).isEqualTo("proteins");
        assertThat(host.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    void aServerThatHangsUpIsUnavailableAndTheNextCallGoesOn() {
        assertThatThrownBy(() -> HostDatabase.open(host).write(handle -> {
                    schema.query("SELECT pg_terminate_backend("
                            + handle.createQuery("SELECT pg_backend_pid()")
                                    .mapTo(Integer.class)
                                    .one() + ")");
                    return handle.execute("UPDATE ingestion_jobs SET dataset_id = 'half'");
                }))
                .hasMessageContaining("E5004 LEDGER_UNAVAILABLE")
                .hasMessageContaining("jdbc:postgresql://");

        assertThat(ledger.job(JOB).orElseThrow().draft().dataset()).isEqualTo("proteins");
    }

    @Test
    void closingTheLedgerLeavesTheHostsDataSourceOpen() throws SQLException {
        closeAll();

        assertThat(host.isClosed()).isFalse();
        try (var connection = host.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
            assertThat(connection.getAutoCommit()).isFalse();
        }
    }
}
