package dev.tributary.etl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Publication;
import dev.tributary.etl.testkit.TestContext;
import dev.tributary.etl.testkit.contract.SampleRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first rows of a table wait in one without an index, whatever happens until they are published. */
@Timeout(60)
class PostgresFirstLoadTest {
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

    private Load start(String job, long fence) throws IOException, InterruptedException {
        return Load.start(target.options(home), job, fence, GENE);
    }

    private static DataRecord gene(@Nullable String id, String symbol) {
        var origin = new Origin(0, "genes.txt", 0, 1, String.valueOf(id).hashCode() & 0xFFFF, 1);
        return SampleRecords.withParts(GENE.record(origin, id, symbol));
    }

    private List<String> rows() throws SQLException {
        return target.query(home, "SELECT id, symbol FROM " + target.table(home) + " ORDER BY id");
    }

    private boolean isThere() throws SQLException {
        return !target.query(home, "SELECT to_regclass('" + target.table(home) + "')")
                .contains("null");
    }

    private List<String> stages() throws SQLException {
        return target.query(
                home,
                "SELECT relname FROM pg_class WHERE relname LIKE 'etl_stage_%' AND relkind = 'r'"
                        + " AND relnamespace = '" + target.table(home).replaceFirst("[.].*", "") + "'::regnamespace");
    }

    private void makeTable() throws SQLException {
        target.execute(
                home,
                target.options(home).loader().ddl("postgres", List.of(GENE)).toArray(String[]::new));
    }

    @Test
    void readersSeeNothingAndThenAll() throws IOException, InterruptedException, SQLException {
        try (var load = start("job", 1)) {
            load.unit(0, List.of(gene("b", "B"), gene("a", "A")));
            load.unit(1, List.of(gene("c", "C")));
            assertThat(isThere()).isFalse();
            assertThat(stages()).hasSize(1);
            load.publish();
        }
        assertThat(rows()).containsExactly("a|A", "b|B", "c|C");
        assertThat(stages()).isEmpty();
        assertThat(target.query(
                        home,
                        "SELECT conname FROM pg_constraint WHERE conrelid = '" + target.table(home)
                                + "'::regclass ORDER BY 1"))
                .contains("samples_pkey")
                .noneMatch(name -> name.contains("stage"));
    }

    @Test
    void aTableThatIsThereKeepsWhatBelongsToIt() throws IOException, InterruptedException, SQLException {
        makeTable();
        target.execute(home, "CREATE VIEW seen AS SELECT id FROM " + target.table(home));
        try (var load = start("job", 1)) {
            load.unit(0, List.of(gene("b", "B"), gene("a", "A")));
            assertThat(rows()).isEmpty();
            assertThat(stages()).hasSize(1);
            load.publish();
        }
        assertThat(target.query(home, "SELECT id FROM seen ORDER BY 1")).containsExactly("a", "b");
        assertThat(stages()).isEmpty();
    }

    @Test
    void aRunThatWasKilledGoesOn() throws IOException, InterruptedException, SQLException {
        try (var load = start("job", 1)) {
            load.unit(0, List.of(gene("a", "A")));
            load.loader().open(load.unit(1));
        }
        try (var load = start("job", 2)) {
            load.unit(1, List.of(gene("b", "B")));
            load.publish();
            load.publish();
        }
        try (var load = start("job", 3)) {
            load.publish();
        }
        assertThat(rows()).containsExactly("a|A", "b|B");
    }

    /** Two machines prepare one job, and neither knows of the other. */
    @Test
    void workersOfAJobFillOneTable() throws IOException, InterruptedException, SQLException {
        try (var one = start("job", 1);
                var two = start("job", 1)) {
            one.unit(0, List.of(gene("a", "A")));
            two.unit(1, List.of(gene("b", "B")));
            assertThat(stages()).hasSize(1);
            two.publish();
            one.publish();
        }
        assertThat(rows()).containsExactly("a|A", "b|B");
    }

    @Test
    void rowsAreAddedToThoseThatSomebodyElseBroughtMeanwhile() throws IOException, InterruptedException, SQLException {
        try (var load = start("job", 1)) {
            load.unit(0, List.of(gene("a", "A"), gene("b", "B")));
            makeTable();
            target.execute(
                    home, "INSERT INTO " + target.table(home) + " VALUES ('b', 'theirs', NULL), ('z', 'theirs', NULL)");
            load.publish();
        }
        assertThat(rows()).containsExactly("a|A", "b|B", "z|theirs");
        assertThat(stages()).isEmpty();
    }

    @Test
    void ofTwoDatasetsThatComeFirstNoneIsLost() throws IOException, InterruptedException, SQLException {
        try (var one = start("job", 1);
                var loader = target.options(home).loader()) {
            one.unit(0, List.of(gene("a", "A")));
            loader.prepare(new LoadTarget("other", "other_dataset", "bench", "2026_01", "1.0"), List.of(GENE));
            assertThat(stages()).hasSize(2);
            one.publish();
            try (var task = loader.open(new LoadUnit("other", 0, 1))) {
                task.write(new Batch(0, List.of(gene("b", "B"))), (r, p) -> {});
                task.finish();
            }
            loader.publish(
                    new Publication(
                            new LoadTarget("other", "other_dataset", "bench", "2026_01", "1.0"),
                            1,
                            TestContext.NOW,
                            Map.of()),
                    List.of());
        }
        assertThat(rows()).containsExactly("a|A", "b|B");
        assertThat(stages()).isEmpty();
    }

    /** The ledger has such a job done again from the start, so nobody needs what it left. */
    @Test
    void aJobThatAnotherTookThePlaceOfLeavesNothingAndPublishesNothing()
            throws IOException, InterruptedException, SQLException {
        try (var old = start("old", 1)) {
            old.unit(0, List.of(gene("a", "old")));
            try (var next = start("next", 2)) {
                assertThat(stages()).hasSize(1);
                next.unit(0, List.of(gene("a", "next")));
                assertThatThrownBy(() -> old.unit(1, List.of(gene("b", "old")))).isInstanceOf(EtlException.class);
                assertThatThrownBy(old::publish).isInstanceOfSatisfying(EtlException.class, e -> assertThat(e.code())
                        .isEqualTo(StandardError.LEASE_LOST));
                next.publish();
            }
            assertThatThrownBy(old::publish).isInstanceOf(EtlException.class);
        }
        assertThat(rows()).containsExactly("a|next");
        assertThat(stages()).isEmpty();
    }

    /** The server ends the publication while it waits for the lock: nothing of it is there, and the next one does all. */
    @Test
    void aPublicationThatIsCutOffHasDoneNothing()
            throws IOException, InterruptedException, SQLException, ExecutionException {
        makeTable();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (var load = start("job", 1);
                var holder = target.connect(home)) {
            load.unit(0, List.of(gene("a", "A")));
            holder.setAutoCommit(false);
            try (var statement = holder.createStatement()) {
                statement.execute("LOCK TABLE " + target.table(home) + " IN ROW EXCLUSIVE MODE");
            }
            var publication = other.submit(load::publish);
            endWhoWaits();
            assertThatThrownBy(publication::get).hasCauseInstanceOf(IOException.class);
            holder.rollback();
            assertThat(rows()).isEmpty();
            assertThat(stages()).hasSize(1);
            load.publish();
        } finally {
            other.shutdown();
        }
        assertThat(rows()).containsExactly("a|A");
        assertThat(stages()).isEmpty();
    }

    private void endWhoWaits() throws SQLException {
        var end = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND relation = '"
                + target.table(home) + "'::regclass";
        try (Connection connection = target.connect(home)) {
            while (TestTarget.query(connection, end).isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void whatOnlyTheKeyRefusesIsRejectedAllTheSame() throws IOException, InterruptedException, SQLException {
        // What repeats is compressed, and would fit.
        var random = new Random(5);
        var tooLong = random.ints(20_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        var rows = List.of(gene("a", "A"), gene(tooLong, "long"), gene("c", "C"));
        try (var load = start("job", 1)) {
            assertThatThrownBy(() -> load.unit(0, rows)).isInstanceOf(IOException.class);
            load.unit(0, rows);
            assertThat(load.rejected()).containsExactly(rows.get(1));
            load.unit(1, List.of(gene("d", "D")), List.of(gene("a", "gone")), List.of());
            load.publish();
        }
        assertThat(rows()).containsExactly("c|C", "d|D");
    }

    @Test
    void aTableThatSomebodyRemovedIsTold() throws IOException, InterruptedException, SQLException {
        try (var load = start("job", 1)) {
            load.unit(0, List.of(gene("a", "A")));
        }
        target.execute(home, "DROP TABLE " + target.table(home).replaceFirst("[.].*", "") + "." + stages().get(0));
        assertThatThrownBy(() -> start("job", 2))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("somebody removed table")
                .hasMessageContaining("release.internal");
    }

    @Test
    void aTableThatLacksAColumnIsToldBeforeAnotherIsMadeLikeIt()
            throws IOException, InterruptedException, SQLException {
        target.execute(home, "CREATE TABLE " + target.table(home) + " (id text PRIMARY KEY, symbol text)");
        assertThatThrownBy(() -> start("job", 1))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("ALTER TABLE");
        assertThat(stages()).isEmpty();
        target.execute(home, "ALTER TABLE " + target.table(home) + " ADD COLUMN etl_row_hash bytea");
        try (var load = start("job", 1)) {
            load.unit(0, List.of(gene("a", "A")));
            load.publish();
        }
        assertThat(rows()).containsExactly("a|A");
    }

    @Test
    void aTableWithATriggerGetsItsRowsUnitByUnit() throws IOException, InterruptedException, SQLException {
        makeTable();
        target.execute(
                home,
                "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
                "CREATE TRIGGER looks BEFORE INSERT ON " + target.table(home)
                        + " FOR EACH ROW EXECUTE FUNCTION nothing()");
        try (var load = start("job", 1)) {
            load.unit(0, List.of(gene("a", "A")));
            assertThat(rows()).containsExactly("a|A");
        }
        assertThat(stages()).isEmpty();
    }

    @Test
    void rowsThatAreThereKeepTheirPlace() throws IOException, InterruptedException, SQLException {
        var rows = List.of(gene("a", "A"), gene("b", "B"));
        try (var load = start("first", 1)) {
            load.unit(0, rows);
            load.publish();
        }
        var place = "SELECT id, xmin, ctid FROM " + target.table(home) + " ORDER BY id";
        var before = target.query(home, place);
        try (var load = start("second", 2)) {
            load.unit(0, rows);
            load.publish();
        }
        assertThat(target.query(home, place)).isEqualTo(before);
    }
}
