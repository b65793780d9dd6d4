package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.WORKER;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.draft;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.file;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;

/** The ledger in an SQLite file: the contract, and what only a file can suffer. */
class SqliteLedgerTest extends SqliteLedgerContract {
    @Override
    Ledger open() {
        return new JdbiLedger(SqliteDatabase.open(path()));
    }

    @Test
    void theTablesAreTheDocumentedOnes() {
        assertThat(query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                        .lines())
                .containsExactly(
                        "ingestion_datasets",
                        "ingestion_dead_letters",
                        "ingestion_file_uploads",
                        "ingestion_job_logs",
                        "ingestion_jobs",
                        "ingestion_locks",
                        "ingestion_outbox",
                        "ingestion_raw_files",
                        "ingestion_record_shapes",
                        "ingestion_schema_version",
                        "ingestion_shared_jobs",
                        "ingestion_staged_records",
                        "ingestion_states",
                        "ingestion_work_units");
        assertThat(LedgerSchema.of("sqlite").scripts().get(0).sql()).contains("CREATE TABLE ingestion_jobs");
    }

    @Test
    void warningsAndLogLinesAreInTheJobsLog() {
        ledger.log("a1b2c3", "info", "begun");
        var claim = ledger.claim("a1b2c3", 8, WORKER, 3).orElseThrow();
        ledger.commitUnit(LedgerSamples.with(result(claim), java.util.Map.of(), "odd", "odder"));

        assertThat(query(
                                "SELECT coalesce(unit, '-') || ' ' || level || ' ' || message FROM ingestion_job_logs ORDER BY log_no")
                        .lines())
                .containsExactly("- info begun", "8 warn odd", "8 warn odder");
    }

    @Test
    void theUnitRowTellsPeopleWhoWorksAndUntilWhen() {
        assertThat(ledger.claim("a1b2c3", 8, WORKER, 3)).isPresent();

        assertThat(query("SELECT worker || ' ' || worker_hostname FROM ingestion_work_units"))
                .isEqualTo("worker-1 host-1\n");
        assertThat(
                        query(
                                "SELECT round((julianday(lease_until) - julianday(claimed_at)) * 86400) FROM ingestion_work_units"))
                .isEqualTo("120.0\n");
    }

    @Test
    void theSettingsThatMakeItDurableAreOn() {
        try (var database = SqliteDatabase.open(path())) {
            assertThat(database.<List<String>>write(
                            handle -> List.of("journal_mode", "synchronous", "foreign_keys", "busy_timeout").stream()
                                    .map(name -> handle.createQuery("PRAGMA " + name)
                                            .mapTo(String.class)
                                            .one())
                                    .toList()))
                    .containsExactly("wal", "2", "1", "20000");
        }
    }

    @Test
    void aReaderWorksWhileAWriterIsAtWork() {
        try (var database = SqliteDatabase.open(path())) {
            database.write(handle -> {
                handle.execute("UPDATE ingestion_jobs SET dataset_id = 'renamed'");
                assertThat(ledger.job("a1b2c3").orElseThrow().draft().dataset()).isEqualTo("proteins");
                return true;
            });
        }
        assertThat(ledger.job("a1b2c3").orElseThrow().draft().dataset()).isEqualTo("renamed");
    }

    @Test
    void aReaderCannotWrite() {
        try (var database = SqliteDatabase.open(path())) {
            assertThatThrownBy(() -> database.read(handle -> handle.execute("DELETE FROM ingestion_jobs")))
                    .isInstanceOf(EtlException.class);
        }
        assertThat(ledger.job("a1b2c3")).isPresent();
    }

    @Test
    void aFailureOfTheDatabaseIsUnavailableWithItsCause() {
        execute("ALTER TABLE ingestion_outbox RENAME TO gone");

        assertThatThrownBy(() -> ledger.outbox().undelivered(Optional.empty(), 1))
                .hasMessageContaining("E5004 LEDGER_UNAVAILABLE")
                .hasMessageContaining(path().toString())
                .hasCauseInstanceOf(UnableToExecuteStatementException.class);
    }

    @Test
    void afterAFailureTheWriterGoesOn() {
        try (var database = SqliteDatabase.open(path())) {
            assertThatThrownBy(() -> database.write(handle -> {
                        handle.execute("UPDATE ingestion_jobs SET dataset_id = 'half'");
                        return handle.execute("no sql");
                    }))
                    .isInstanceOf(EtlException.class);
            assertThatThrownBy(() -> database.write(handle -> {
                        handle.execute("UPDATE ingestion_jobs SET dataset_id = 'half'");
                        throw new IllegalStateException("of the work");
                    }))
                    .hasMessage("of the work");
            database.write(handle -> handle.execute("UPDATE ingestion_jobs SET organization = 'o'"));
        }
        var draft = ledger.job("a1b2c3").orElseThrow().draft();
        assertThat(List.of(draft.dataset(), draft.organization())).containsExactly("proteins", "o");
    }

    @Test
    void aSchemaOfANewerVersionIsRefused() {
        execute("INSERT INTO ingestion_schema_version VALUES (99, 'V099__future.sql', 'then')");

        assertThatThrownBy(this::open)
                .hasMessageContaining("E5005 LEDGER_INCOMPATIBLE")
                .hasMessageContaining("version 99")
                .hasMessageContaining(path().toString());
    }

    @Test
    void aDamagedFileIsRefusedByNameAndNeverBegunAnew() throws IOException {
        var damaged = folder.resolve("damaged.db");
        Files.write(damaged, new byte[20_000]);
        var before = Files.readAllBytes(damaged);

        assertThatThrownBy(() -> SqliteDatabase.open(damaged))
                .hasMessageContaining("E5006 STATE_DAMAGED")
                .hasMessageContaining(damaged.toString());
        assertThat(Files.readAllBytes(damaged)).isEqualTo(before);
    }

    @Test
    void aDamagedPageIsFoundWhenItIsRead() throws IOException {
        closeAll();
        try (var channel = FileChannel.open(path(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate((int) channel.size() - 4096), 4096);
        }

        assertThatThrownBy(() -> another().jobs(Optional.empty(), 10))
                .hasMessageContaining("E5006 STATE_DAMAGED")
                .hasMessageContaining(path().toString());
    }

    @Test
    void anEmptiedFileBesideItsLogIsDamagedNotNew() throws IOException {
        assertThat(path().resolveSibling("ledger.db-wal")).isNotEmptyFile();
        var copy = Files.createDirectory(folder.resolve("copy")).resolve("ledger.db");
        Files.copy(path().resolveSibling("ledger.db-wal"), copy.resolveSibling("ledger.db-wal"));
        Files.createFile(copy);

        assertThatThrownBy(() -> SqliteDatabase.open(copy)).hasMessageContaining("E5006 STATE_DAMAGED");
    }

    @Test
    void aFolderThatCannotBeMadeIsUnavailable() throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> SqliteDatabase.open(file.resolve("ledger.db")))
                .isInstanceOfSatisfying(
                        EtlException.class, e -> assertThat(e.code()).isEqualTo(StandardError.LEDGER_UNAVAILABLE));
    }

    @Test
    void manyMayMakeOneLedgerAtOnce() throws Exception {
        var fresh = folder.resolve("fresh/ledger.db");
        var start = new CyclicBarrier(8);
        var threads = Executors.newFixedThreadPool(8);
        var running = new ArrayList<Future<Boolean>>();
        for (int i = 0; i < 8; i++) {
            Callable<Boolean> work = () -> {
                start.await();
                try (var mine = new JdbiLedger(SqliteDatabase.open(fresh))) {
                    return mine.openJob(draft("same"), List.of(file(0))).status() == JobStatus.DOWNLOAD_VERIFIED;
                }
            };
            running.add(threads.submit(work));
        }
        for (var future : running) {
            assertThat(future.get(60, TimeUnit.SECONDS)).isTrue();
        }
        threads.shutdown();
        try (var ledger = new JdbiLedger(SqliteDatabase.open(fresh))) {
            assertThat(ledger.files("same")).hasSize(1);
        }
    }

    @Test
    void keysEnterTheIndexByManyUnitsAndWithoutBeingAskedFor() {
        for (int unit = 0; unit < 70; unit++) {
            int number = unit;
            var identifiers = IntStream.range(0, 1000)
                    .mapToObj(i -> Integer.toString((number * 1000 + i) * 7919 % 1_000_003, 36))
                    .toArray(String[]::new);
            ledger.commitUnit(result(ledger.claim("a1b2c3", unit, WORKER, 1).orElseThrow(), identifiers));
        }

        assertThat(query("SELECT count(*) FROM ingestion_staged_records WHERE key_checked = 0"))
                .isEqualTo("4000\n");
        var root = ledger.rootHash("a1b2c3");
        assertThat(query("SELECT count(*) FROM ingestion_staged_records WHERE key_checked = 0"))
                .isEqualTo("0\n");
        assertThat(another().rootHash("a1b2c3")).isEqualTo(root);
    }

    @Test
    void theManyRowStatementsUseTheirIndexes() {
        try (var database = SqliteDatabase.open(path())) {
            for (var name : List.of(
                    "records_taken", "records_trace", "records_in_key_order", "keys_find_doubled", "keys_check")) {
                assertThat(plan(database, name)).as(name).doesNotContain("SCAN r\n", "TEMP B-TREE FOR ORDER BY record");
                assertThat(plan(database, name)).as(name).containsAnyOf("ingestion_staged_records_key", "PRIMARY KEY");
            }
        }
    }

    private static String plan(SqliteDatabase database, String name) {
        return database.read(handle -> {
            var steps = handle.createQuery("EXPLAIN QUERY PLAN " + database.sql(name));
            List.of("job_no", "record_type", "identifiers", "identifier", "dataset", "first", "last")
                    .forEach(parameter -> {
                        if (database.sql(name).contains(":" + parameter)) {
                            steps.bind(parameter, 1);
                        }
                    });
            return String.join(
                            "\n",
                            steps.map((row, context) -> row.getString("detail")).list()) + "\n";
        });
    }
}
