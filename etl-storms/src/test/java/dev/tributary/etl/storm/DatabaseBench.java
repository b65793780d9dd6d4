package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.EtlBuilder;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.core.WorkerRequest;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.test.postgres.PostgresSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A dataset that becomes files of a home and rows of a table, with its ledger, its lock and the table in one schema of PostgreSQL. The table has no key
 * and rows are only added, so nothing but the engine and the loader keeps a row from being there twice.
 */
final class DatabaseBench implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(2);
    /** How long a dataset may take once nothing goes wrong any more. */
    static final Duration PATIENCE = LEASE.multipliedBy(3).plusSeconds(30);

    private static final int ENTRIES = 400;
    private static final int DAMAGED = 17;
    private static final int DOUBLED = 3;
    private static final long POOL_MILLIS = 2_000;

    private static final String YAML = """
            dataset_id: storm
            release: { external: "1" }
            extract: { plugin: file, paths: [entries.dat] }
            parse: { plugin: uniprot_flat }
            load:
              - { plugin: jsonl }
              - plugin: jdbc
                table: proteins
                mode: append
                columns: [{ name: entry_name }, { name: protein_name }, { name: sequence_length }]
            run: { parse_batch: 20, chunk_bytes: 8KiB, unit_bytes: 64KiB, workers: 2, max_attempts: 20, heartbeat: 20ms, lease: 2s }
            lock: { plugin: jdbc, allowed_skew: 0s }
            """;

    private final PostgresSchema schema;
    private final Bench bench;
    private final HomeFolder home;
    private final Path dataset;
    private final HikariDataSource pool = new HikariDataSource();

    /** @param url how runs reach the schema; tests look into it by its own */
    DatabaseBench(Path folder, PostgresSchema schema, String url, Kill.Shape shape) throws IOException {
        this.schema = schema;
        this.bench = new Bench(Files.createDirectory(folder));
        this.home = new HomeFolder(bench.home().path(), schema.url());
        bench.source(
                "entries.dat",
                Entries.bytes(Entries.text(0, ENTRIES / 2)
                        + Entries.damaged(ENTRIES + DAMAGED)
                        + Entries.entry(DOUBLED)
                        + Entries.text(ENTRIES / 2, ENTRIES)));
        this.dataset = bench.yaml(YAML.replace("run: {", "run: { mode: " + shape.mode() + ","));
        schema.execute(
                "CREATE TABLE proteins (entry_name text, protein_name text, sequence_length bigint, etl_row_hash bytea)");
        pool.setJdbcUrl(url);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(POOL_MILLIS);
        pool.setInitializationFailTimeout(-1);
    }

    HomeFolder home() {
        return home;
    }

    /** To the ledger, by which all of this process come. */
    DataSource connections() {
        return pool;
    }

    /** For another process. */
    String url() {
        return pool.getJdbcUrl();
    }

    /** The rows of a query over ledger and table. */
    List<String> query(String sql) {
        return schema.query(sql);
    }

    /** Somebody shall hear of releases. */
    void notifying() throws IOException {
        var notify = "notify: [{ plugin: noting, file: '" + notes() + "' }]\n";
        Files.writeString(dataset, notify, StandardOpenOption.APPEND);
    }

    /** The messages that came, in their order. */
    List<String> notified() throws IOException {
        return Files.exists(notes()) ? Files.readAllLines(notes()) : List.of();
    }

    private Path notes() {
        return dataset.resolveSibling("notes.txt");
    }

    Path dataset() {
        return dataset;
    }

    /** One run, as {@code etl run} would do it; a run that cannot even open its ledger ends with that failure. */
    RunReport run(Consumer<String> steps) throws InterruptedException {
        return bench.run(dataset, builder -> connected(builder).steps(steps));
    }

    /** An engine over the bench's home and database. */
    Etl etl(UnaryOperator<EtlBuilder> settings) {
        return bench.etl(builder -> settings.apply(connected(builder)));
    }

    private EtlBuilder connected(EtlBuilder builder) {
        return builder.dataSource(pool).service(DataSource.class, pool);
    }

    /** A worker, until no job is open. */
    void work() throws InterruptedException {
        try (var etl = etl(builder -> builder)) {
            var report = etl.worker(WorkerRequest.untilStopped().withThreads(2).whenIdleEnding())
                    .await();
            assertThat(report.ok()).as(report.toString()).isTrue();
        }
    }

    /** Runs until the dataset is done, as a scheduler would; the reports of all runs. Fails when they take longer than they may. */
    List<RunReport> runUntilDone(Consumer<String> steps) throws InterruptedException {
        var reports = new ArrayList<RunReport>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isDone(reports)) {
            assertThat(System.nanoTime()).as("after %s", reports).isLessThan(deadline);
            try {
                reports.add(run(steps));
            } catch (EtlException e) {
                // The ledger could not be opened; whoever runs datasets runs them again.
                assertThat(e.code().category().name()).as(e.toString()).isEqualTo("TRANSIENT");
            }
        }
        return reports;
    }

    private static boolean isDone(List<RunReport> reports) {
        return !reports.isEmpty()
                && (reports.get(reports.size() - 1).status() == RunStatus.COMPLETED
                        || reports.get(reports.size() - 1).status() == RunStatus.UNCHANGED);
    }

    /** What two benches in which the same was done must not differ in: files, ledger, and the table with each row as often as it is there. */
    Snapshot snapshot() throws IOException, SQLException {
        var rows = new ArrayList<>(home.ledger());
        rows.addAll(schema.query("SELECT 'proteins', p.* FROM proteins p ORDER BY entry_name"));
        rows.addAll(
                schema.query("SELECT 'etl_unit_commits', job, target, unit, state, records_written, records_rejected"
                        + " FROM etl_unit_commits ORDER BY job, target, unit"));
        return new Snapshot(home.published(), rows);
    }

    /** The rows of the table. */
    List<String> rows() {
        return schema.query("SELECT entry_name FROM proteins ORDER BY entry_name");
    }

    static List<String> expectedRows() {
        var all = new ArrayList<String>();
        for (int i = 0; i < ENTRIES; i++) {
            all.add(Entries.accession(i) + "_GUTLE");
        }
        return all.stream().sorted().toList();
    }

    @Override
    public void close() {
        pool.close();
    }
}
