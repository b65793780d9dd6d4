package dev.tributary.etl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.jdbc.JdbcOptions.Mode;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.testkit.contract.SampleRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are there as they are stay untouched: the server would write down even that it locked them. */
@Timeout(60)
class PostgresEqualRowsTest {
    private static final int ROWS = 200;
    private static final RecordType GENE = RecordType.named("gene")
            .column("id", Kind.TEXT)
            .column("symbol", Kind.TEXT)
            .key("id")
            .build();

    private final TestTarget target = TestTarget.postgres();

    @TempDir
    Path home;

    @AfterEach
    void dropDatabase() {
        target.close();
    }

    private Load start(String job, long fence, Mode mode) throws IOException, InterruptedException {
        return Load.start(target.options(home).session(session()).mode(mode), job, fence, GENE);
    }

    private String session() {
        return target.table(home);
    }

    private static DataRecord gene(int number, String symbol) {
        var id = String.format("gene%03d", number);
        return SampleRecords.withParts(GENE.record(new Origin(0, "genes.txt", 0, 1, number, 1), id, symbol));
    }

    private static List<DataRecord> genes(int from, int to, String symbol) {
        var genes = new ArrayList<DataRecord>();
        for (int i = from; i < to; i++) {
            genes.add(gene(i, symbol));
        }
        return genes;
    }

    private void load(String job, long fence, Mode mode) throws IOException, InterruptedException {
        try (var load = start(job, fence, mode)) {
            load.unit(0, genes(0, ROWS, "as it is"));
            load.publish();
        }
    }

    /** Where rows are, which transactions wrote or locked them, and what the server counted. */
    private List<String> marks() throws SQLException {
        var marks = new ArrayList<>(
                target.query(home, "SELECT id, ctid, xmin, xmax FROM " + target.table(home) + " ORDER BY id"));
        awaitEndOfSessions();
        marks.addAll(target.query(
                home,
                "SELECT n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables WHERE relid = '" + target.table(home)
                        + "'::regclass"));
        return marks;
    }

    /** A session tells what it counted when it ends, which is after its client has gone. */
    private void awaitEndOfSessions() throws SQLException {
        var sessions = "SELECT pid FROM pg_stat_activity WHERE application_name = '" + session() + "'";
        try (Connection connection = target.connect(home)) {
            while (!TestTarget.query(connection, sessions).isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aUnitWhoseRowsAreThereWritesNothing() throws IOException, InterruptedException, SQLException {
        load("first", 1, Mode.UPSERT);
        var before = marks();
        assertThat(before).hasSize(ROWS + 1).endsWith(ROWS + "|0|0");
        load("second", 2, Mode.UPSERT);
        assertThat(marks()).isEqualTo(before);
    }

    @Test
    void neitherDoesOneWhoseRowsWaitInATemporaryTable() throws IOException, InterruptedException, SQLException {
        load("first", 1, Mode.UPSERT);
        var before = marks();
        try (var load = start("second", 2, Mode.UPSERT)) {
            var rows = genes(0, ROWS, "as it is");
            load.unit(0, rows.subList(0, 70), List.of(gene(999, "never there")), rows.subList(70, ROWS));
        }
        assertThat(marks()).isEqualTo(before);
    }

    @Test
    void neitherDoesATableThatIsReplacedByItself() throws IOException, InterruptedException, SQLException {
        load("first", 1, Mode.REPLACE);
        var before = marks();
        load("second", 2, Mode.REPLACE);
        assertThat(marks()).isEqualTo(before);
    }

    @Test
    void amongOthersTheyStayUntouchedToo() throws IOException, InterruptedException, SQLException {
        load("first", 1, Mode.UPSERT);
        var before = marks();
        try (var load = start("second", 2, Mode.UPSERT)) {
            var rows = genes(0, ROWS, "as it is");
            rows.set(7, gene(7, "changed"));
            rows.addAll(genes(ROWS, ROWS + 40, "new"));
            load.unit(0, rows);
        }
        var after = marks();
        assertThat(after).hasSize(ROWS + 41).endsWith((ROWS + 40) + "|1|0");
        assertThat(after.subList(0, 7)).isEqualTo(before.subList(0, 7));
        assertThat(after.subList(8, ROWS)).isEqualTo(before.subList(8, ROWS));
        assertThat(symbols("changed")).containsExactly("gene007");
        assertThat(symbols("new")).hasSize(40);
    }

    /** The last of a unit and each 64th before it tell whether rows are looked for. */
    @Test
    void thoseThatNobodyLookedForAreAsTheyWere() throws IOException, InterruptedException, SQLException {
        load("first", 1, Mode.UPSERT);
        try (var load = start("second", 2, Mode.UPSERT)) {
            var rows = genes(0, ROWS, "as it is");
            for (int i = ROWS - 1; i >= 0; i -= 64) {
                rows.set(i, gene(i, "changed"));
            }
            load.unit(0, rows);
        }
        assertThat(symbols("changed")).containsExactly("gene007", "gene071", "gene135", "gene199");
        assertThat(symbols("as it is")).hasSize(ROWS - 4);
        assertThat(marks()).endsWith(ROWS + "|4|0");
    }

    /** Another writer adds the key after it was looked for: the row is met when it is written, and changed. */
    @Test
    void aRowThatComesInBetweenIsMet() throws IOException, InterruptedException, SQLException, ExecutionException {
        load("first", 1, Mode.UPSERT);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (var load = start("second", 2, Mode.UPSERT);
                var holder = target.connect(home)) {
            holder.setAutoCommit(false);
            try (var statement = holder.createStatement()) {
                statement.execute("INSERT INTO " + target.table(home) + " VALUES ('gene500', 'theirs')");
            }
            var rows = genes(0, ROWS, "as it is");
            rows.add(gene(500, "ours"));
            var unit = other.submit(() -> load.unit(0, rows));
            awaitWhoWaits();
            holder.commit();
            assertThat(unit.get().written()).isEqualTo(ROWS + 1);
        } finally {
            other.shutdown();
        }
        assertThat(symbols("ours")).containsExactly("gene500");
        assertThat(symbols("theirs")).isEmpty();
    }

    /** All seem new, until one is not: what was inserted is undone, and the unit is as if it had been met at once. */
    @Test
    void aRowThatComesInBetweenNewOnesIsMetToo()
            throws IOException, InterruptedException, SQLException, ExecutionException {
        load("first", 1, Mode.UPSERT);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (var load = start("second", 2, Mode.UPSERT);
                var holder = target.connect(home)) {
            holder.setAutoCommit(false);
            try (var statement = holder.createStatement()) {
                statement.execute("INSERT INTO " + target.table(home) + " VALUES ('gene550', 'theirs')");
            }
            var unit = other.submit(() -> load.unit(0, genes(500, 600, "ours")));
            awaitWhoWaits();
            holder.commit();
            assertThat(unit.get().written()).isEqualTo(100);
            load.unit(1, genes(600, 700, "ours"));
        } finally {
            other.shutdown();
        }
        assertThat(symbols("ours")).hasSize(200);
        assertThat(symbols("theirs")).isEmpty();
        assertThat(symbols("as it is")).hasSize(ROWS);
    }

    @Test
    void aRowThatNoSampleFoundIsChanged() throws IOException, InterruptedException, SQLException {
        load("first", 1, Mode.UPSERT);
        try (var load = start("second", 2, Mode.UPSERT)) {
            var rows = genes(500, 600, "new");
            rows.set(50, gene(7, "changed"));
            assertThat(load.unit(0, rows).written()).isEqualTo(100);
        }
        assertThat(symbols("changed")).containsExactly("gene007");
        assertThat(symbols("new")).hasSize(99);
        assertThat(symbols("as it is")).hasSize(ROWS - 1);
    }

    private void awaitWhoWaits() throws SQLException {
        var waiting = "SELECT pid FROM pg_stat_activity WHERE application_name = '" + session()
                + "' AND wait_event_type = 'Lock'";
        try (Connection connection = target.connect(home)) {
            while (TestTarget.query(connection, waiting).isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    private List<String> symbols(String symbol) throws SQLException {
        return target.query(
                home, "SELECT id FROM " + target.table(home) + " WHERE symbol = '" + symbol + "' ORDER BY id");
    }
}
