package dev.tributary.etl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.jdbc.JdbcOptions.Mode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.testkit.contract.SampleRecords;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a table after a load, over any database. */
abstract class TableContract {
    private static final RecordType GENE = RecordType.named("gene")
            .column("id", Kind.TEXT)
            .column("symbol", Kind.TEXT)
            .column("length", Kind.INTEGER)
            .key("id")
            .build();

    private static final RecordType WIDE = RecordType.named("wide")
            .column("id", Kind.TEXT)
            .column("a_text", Kind.TEXT)
            .column("an_integer", Kind.INTEGER)
            .column("a_real", Kind.REAL)
            .column("a_decimal", Kind.DECIMAL)
            .column("a_boolean", Kind.BOOLEAN)
            .column("an_instant", Kind.INSTANT)
            .column("a_date", Kind.DATE)
            .column("a_map", Kind.MAP)
            .key("id")
            .build();

    private final TestTarget target;

    @TempDir
    Path home;

    TableContract(TestTarget target) {
        this.target = target;
    }

    @AfterEach
    void dropDatabase() {
        target.close();
    }

    private TestTarget.Options options() {
        return target.options(home);
    }

    private Load start(TestTarget.Options options, String job, long fence) throws IOException, InterruptedException {
        return Load.start(options, job, fence, GENE);
    }

    private static DataRecord gene(String id, @Nullable String symbol, long length) {
        return SampleRecords.withParts(
                GENE.record(new Origin(0, "genes.txt", 0, 1, id.hashCode() & 0xFFFF, 1), id, symbol, length));
    }

    private static DataRecord key(String id) {
        return GENE.record(new Origin(0, "genes.txt", 0, 1, 1, 1), id, null, null);
    }

    private List<String> rows(String columns) throws SQLException {
        return target.query(home, "SELECT " + columns + " FROM " + target.table(home) + " ORDER BY id");
    }

    /** A table of genes with a rule of its own, as an administrator would have made it. */
    private void tableWithRule() throws SQLException {
        var binary = target.url(home).startsWith("jdbc:sqlite") ? "BLOB" : "bytea";
        target.execute(
                home,
                "CREATE TABLE " + target.table(home) + " (id varchar(20) NOT NULL PRIMARY KEY, symbol text NOT NULL,"
                        + " length integer CONSTRAINT length_is_positive CHECK (length > 0), note text, etl_row_hash "
                        + binary + ")",
                "CREATE TABLE written (id text)");
        target.execute(home, noteWrites());
    }

    /** One that gets its rows unit by unit, for more than its key looks at them. */
    private void tableWithIndex() throws SQLException {
        var dialect = target.url(home).startsWith("jdbc:sqlite") ? "sqlite" : "postgres";
        target.execute(home, options().loader().ddl(dialect, List.of(GENE)).toArray(String[]::new));
        target.execute(home, "CREATE INDEX by_symbol ON " + target.table(home) + " (symbol)");
    }

    private String[] noteWrites() {
        var table = target.table(home);
        return target.url(home).startsWith("jdbc:sqlite")
                ? new String[] {
                    "CREATE TRIGGER note_new AFTER INSERT ON " + table
                            + " BEGIN INSERT INTO written VALUES (new.id); END",
                    "CREATE TRIGGER note_changed AFTER UPDATE ON " + table
                            + " BEGIN INSERT INTO written VALUES (new.id); END",
                    "CREATE TRIGGER note_gone AFTER DELETE ON " + table
                            + " BEGIN INSERT INTO written VALUES ('-' || old.id); END"
                }
                : new String[] {
                    "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'DELETE' THEN"
                            + " INSERT INTO written VALUES ('-' || OLD.id); ELSE INSERT INTO written VALUES (NEW.id); END IF;"
                            + " RETURN NULL; END $$",
                    "CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON " + table
                            + " FOR EACH ROW EXECUTE FUNCTION note()"
                };
    }

    private List<String> written() throws SQLException {
        var ids = target.query(home, "SELECT id FROM written ORDER BY id");
        target.execute(home, "DELETE FROM written");
        return ids;
    }

    @Test
    void everyKindOfValueComesBackAsItWas() throws IOException, InterruptedException, SQLException {
        var odd = "tab\t line\n return\r back\\slash \\N 'quote' \"double\" \u00fc \ud83e\uddec";
        var map = Map.<String, Object>of("b", List.of(1L, odd), "a", new BigDecimal("1.50"));
        var origin = new Origin(0, "wide.txt", 0, 1, 0, 1);
        var full = WIDE.record(
                origin,
                "full",
                odd,
                Long.MIN_VALUE,
                0.1,
                new BigDecimal("12345678901234567890.123456789"),
                true,
                Instant.parse("2026-01-02T03:04:05.678Z"),
                LocalDate.of(1970, 1, 2),
                map);
        var empty = WIDE.record(origin, "nothing", null, null, null, null, null, null, null, null);
        try (var load = Load.start(options(), "job", 1, WIDE)) {
            load.unit(0, List.of(SampleRecords.withParts(full), SampleRecords.withParts(empty)));
            load.publish();
        }
        assertThat(rows("id, a_text, an_integer, a_decimal, a_date"))
                .containsExactly(
                        "full|" + odd + "|-9223372036854775808|12345678901234567890.123456789|1970-01-02",
                        "nothing|null|null|null|null");
        try (var connection = target.connect(home);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT a_real, a_boolean, an_instant, a_map FROM "
                        + target.table(home) + " WHERE id = 'full'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getDouble(1)).isEqualTo(0.1);
            assertThat(row.getBoolean(2)).isTrue();
            assertThat(row.getString(3)).contains("03:04:05.678");
            assertThat(row.getString(4).replace(" ", ""))
                    .startsWith("{\"a\":1.5")
                    .contains("\"b\":[1,\"tab\\tline\\n")
                    .contains("\ud83e\uddec");
        }
    }

    @Test
    void rowsThatAreThereAreNotWritten() throws IOException, InterruptedException, SQLException {
        tableWithRule();
        var rows = List.of(gene("a", "A", 1), gene("b", "B", 2), gene("c", "C", 3));
        try (var load = start(options(), "first", 1)) {
            load.unit(0, rows);
        }
        assertThat(written()).containsExactly("a", "b", "c");
        try (var load = start(options(), "second", 2)) {
            load.unit(0, rows);
        }
        assertThat(written()).isEmpty();
        try (var load = start(options(), "third", 3)) {
            load.unit(0, List.of(gene("a", "A", 1), gene("b", "B", 20), gene("d", "D", 4)));
        }
        assertThat(written()).containsExactly("b", "d");
        assertThat(rows("id, symbol, length")).containsExactly("a|A|1", "b|B|20", "c|C|3", "d|D|4");
    }

    @Test
    void aRowThatTheTableRefusesIsFoundAndItsNeighboursAreKept()
            throws IOException, InterruptedException, SQLException {
        tableWithRule();
        var rows = List.of(
                gene("a", "A", 1), gene("b", "B", -2), gene("c", "C", 3), gene("d", null, 4), gene("e", "E", 5));
        try (var load = start(options(), "job", 1)) {
            assertThatThrownBy(() -> load.unit(0, rows))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("refuses a row");
            assertThat(rows("id")).isEmpty();
            assertThat(load.unit(0, rows).written()).isEqualTo(3);
            assertThat(load.rejected()).containsExactly(rows.get(1), rows.get(3));
            assertThat(load.problems())
                    .allMatch(problem -> problem.code() == StandardError.RECORD_UNLOADABLE)
                    .element(1)
                    .matches(problem -> problem.field().orElse("").equals("symbol"));
            assertThat(load.problems().get(0).toString()).contains("length_is_positive");
            // The next unit meets another one at once, without a first attempt.
            load.unit(1, List.of(gene("f", "F", 6), gene("g", "G", 0)));
            assertThat(load.rejected()).hasSize(3);
        }
        assertThat(rows("id")).containsExactly("a", "c", "e", "f");
    }

    /** The process may end between the table's commit and the ledger's, which has to learn of the rejects all the same. */
    @Test
    void aCommittedUnitTellsItsRejectsAgain() throws IOException, InterruptedException, SQLException {
        tableWithRule();
        var rows = List.of(gene("a", "A", 1), gene("b", "B", -2), gene("c", "nul \0", 3), gene("d", "D", 4));
        try (var load = start(options(), "job", 1)) {
            assertThatThrownBy(() -> load.unit(0, rows)).isInstanceOf(IOException.class);
            load.unit(0, rows);
        }
        written();
        try (var load = start(options(), "job", 2)) {
            assertThat(load.unit(0, rows).written()).isEqualTo(2);
            assertThat(load.rejected()).containsExactly(rows.get(2), rows.get(1));
        }
        assertThat(written()).isEmpty();
    }

    @Test
    void deletionsCountInTheirPlace() throws IOException, InterruptedException, SQLException {
        try (var load = start(options(), "job", 1)) {
            load.unit(0, List.of(gene("a", "A", 1), gene("b", "B", 2), gene("c", "C", 3)));
            load.unit(
                    1, List.of(gene("d", "D", 4)), List.of(key("d"), key("a"), key("b")), List.of(gene("b", "new", 2)));
            load.publish();
        }
        assertThat(rows("id, symbol")).containsExactly("b|new", "c|C");
    }

    @Test
    void ofRowsWithOneKeyTheLastCounts() throws IOException, InterruptedException, SQLException {
        var options = options()
                .column("id", "symbol", null)
                .column("length", null, null)
                .key("id");
        try (var load = start(options, "job", 1)) {
            load.unit(0, List.of(gene("a", "same", 1), gene("b", "other", 2), gene("c", "same", 3)));
        }
        assertThat(rows("id, length")).containsExactly("other|2", "same|3");
    }

    @Test
    void appendedRowsAreThereOnceAUnit() throws IOException, InterruptedException, SQLException {
        var options =
                options().column("id", null, null).column("length", null, null).mode(Mode.APPEND);
        try (var load = start(options, "job", 1)) {
            load.unit(0, List.of(gene("a", "A", 1)));
        }
        try (var again = start(options, "job", 2);
                var task = again.loader().open(again.unit(0))) {
            assertThat(task.committed()).isPresent();
        }
        assertThat(rows("id, length")).containsExactly("a|1");
        try (var load = start(options, "other", 3)) {
            load.unit(0, List.of(gene("a", "A", 2), gene("b", "B", 3)));
            assertThatThrownBy(() -> load.unit(1, List.of(), List.of(key("a")), List.of()))
                    .isInstanceOfSatisfying(
                            EtlException.class, e -> assertThat(e.code()).isEqualTo(StandardError.DELETE_UNSUPPORTED));
        }
        assertThat(rows("id, length")).containsExactly("a|1", "b|3");
    }

    @Test
    void aReplacedTableIsTheReleaseAndWrittenOnlyWhereItDiffers()
            throws IOException, InterruptedException, SQLException {
        tableWithRule();
        var options = options().mode(Mode.REPLACE);
        try (var load = start(options, "first", 1)) {
            load.unit(0, List.of(gene("a", "A", 1), gene("b", "B", 2)));
            load.unit(1, List.of(gene("c", "C", 3)));
            assertThat(rows("id")).isEmpty();
            load.publish();
        }
        assertThat(written()).containsExactly("a", "b", "c");
        try (var load = start(options, "second", 2)) {
            load.unit(0, List.of(gene("a", "A", 1), gene("c", "new", 3)));
            assertThat(rows("id, symbol")).containsExactly("a|A", "b|B", "c|C");
            assertThat(load.publish())
                    .singleElement()
                    .asString()
                    .startsWith("jdbc:")
                    .endsWith(", table " + target.table(home))
                    .doesNotContain("?", "user");
        }
        assertThat(written()).containsExactly("-b", "c");
        assertThat(rows("id, symbol")).containsExactly("a|A", "c|new");
    }

    /** The tables in which rows wait. */
    private List<String> stages() throws SQLException {
        return target.query(
                home,
                target.url(home).startsWith("jdbc:sqlite")
                        ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'etl_stage_%'"
                        : "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'etl_stage_%' AND relnamespace = '"
                                + target.table(home).replaceFirst("[.].*", "") + "'::regnamespace");
    }

    private boolean keeps(TestTarget.Options options, String job) throws IOException, InterruptedException {
        try (var loader = options.loader()) {
            return loader.keepsUnitsOf(new LoadTarget(job, "bench", "bench", "2026_01", "1.0"));
        }
    }

    /** It may go on until then, whatever else happens to it. */
    @Test
    void whatAJobLeftThatReplacesGoesWhenAnotherIsPublished() throws IOException, InterruptedException, SQLException {
        var options = options().mode(Mode.REPLACE);
        assertThat(keeps(options, "failed")).isFalse();
        try (var failed = start(options, "failed", 1)) {
            failed.unit(0, List.of(gene("a", "failed", 1)));
        }
        try (var next = start(options, "next", 2)) {
            next.unit(0, List.of(gene("a", "next", 1)));
            assertThat(stages()).hasSize(2);
            assertThat(keeps(options, "failed")).isTrue();
            next.publish();
        }
        assertThat(stages()).isEmpty();
        assertThat(keeps(options, "failed")).isFalse();
        refused(() -> start(options, "failed", 3));
        assertThat(stages()).isEmpty();
        assertThat(rows("id, symbol")).containsExactly("a|next");
    }

    @Test
    void waitingRowsThatSomebodyRemovedAreMissed() throws IOException, InterruptedException, SQLException {
        var options = options().mode(Mode.REPLACE);
        try (var load = start(options, "job", 1)) {
            load.unit(0, List.of(gene("a", "A", 1)));
        }
        target.execute(home, "DROP TABLE " + target.table(home).replaceFirst("[a-z]+$", stages().get(0)));
        assertThatThrownBy(() -> start(options, "job", 2))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("somebody removed table");
    }

    @Test
    void aRunThatWasOvertakenPublishesNothing() throws IOException, InterruptedException, SQLException {
        var options = options().mode(Mode.REPLACE);
        try (var late = start(options, "late", 1)) {
            late.unit(0, List.of(gene("a", "late", 1)));
            try (var next = start(options, "next", 2)) {
                next.unit(0, List.of(gene("a", "next", 1)));
                next.publish();
            }
            assertThatThrownBy(late::publish).isInstanceOfSatisfying(EtlException.class, e -> assertThat(e.code())
                    .isEqualTo(StandardError.LEASE_LOST));
        }
        assertThat(rows("id, symbol")).containsExactly("a|next");
    }

    @Test
    void aUnitLeftOpenByAnotherJobCanNeverCommit() throws IOException, InterruptedException, SQLException {
        tableWithIndex();
        try (var old = start(options(), "old", 1);
                var task = old.loader().open(old.unit(0))) {
            task.write(new Batch(0, List.of(gene("a", "old", 1))), (record, problem) -> {});
            try (var next = start(options(), "next", 1)) {
                next.unit(0, List.of(gene("a", "next", 1)));
            }
            assertThatThrownBy(task::finish).isInstanceOfSatisfying(EtlException.class, e -> assertThat(e.code())
                    .isEqualTo(StandardError.LEASE_LOST));
        }
        assertThat(rows("id, symbol")).containsExactly("a|next");
    }

    @Test
    void aWorkerThatWasOvertakenInAUnitCanNeverCommit() throws IOException, InterruptedException, SQLException {
        tableWithIndex();
        try (var stale = start(options(), "job", 1);
                var late = stale.loader().open(stale.unit(0));
                var winner = start(options(), "job", 2);
                var task = winner.loader().open(winner.unit(0))) {
            late.write(new Batch(0, List.of(gene("a", "late", 1))), (record, problem) -> {});
            task.write(new Batch(0, List.of(gene("a", "won", 1))), (record, problem) -> {});
            refused(late::finish);
            assertThat(rows("id")).isEmpty();
            task.finish();
            refused(late::finish);
            winner.loader().open(winner.unit(1)).close();
            refused(() -> stale.loader().open(stale.unit(1)));
        }
        assertThat(rows("id, symbol")).containsExactly("a|won");
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EtlException.class, e -> assertThat(e.code())
                .isEqualTo(StandardError.LEASE_LOST));
    }

    @Test
    void ofSeveralTypesTheOneThatIsWantedIsLoaded() throws IOException, InterruptedException, SQLException {
        assertThatThrownBy(() -> Load.start(options(), "job", 1, GENE, WIDE))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("record_type")
                .hasMessageContaining("gene, wide");
        try (var load = Load.start(options().recordType("gene"), "job", 1, GENE, WIDE)) {
            var other =
                    WIDE.record(new Origin(0, "w", 0, 1, 1, 1), "w", null, null, null, null, null, null, null, null);
            load.unit(0, List.of(gene("a", "A", 1), SampleRecords.withParts(other)));
            load.publish();
        }
        assertThat(rows("id")).containsExactly("a");
    }

    @Test
    void aTableThatLacksSomethingIsToldBeforeAnythingIsLoaded() throws SQLException {
        target.execute(home, "CREATE TABLE " + target.table(home) + " (id text, symbol text)");
        assertThatThrownBy(() -> start(options(), "job", 1))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("no column length, etl_row_hash; add it: ALTER TABLE");
        assertThatThrownBy(() -> start(options().column("id", "nonsense", null).key("id"), "job", 1))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("nonsense")
                .hasMessageContaining("id, length, symbol");
        assertThatThrownBy(() -> start(options().column("symbol", null, null), "job", 1))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("'key'");
    }

    @Test
    void fieldsComeFromMapsAndFromTheRecordItself() throws IOException, InterruptedException, SQLException {
        var options = options()
                .column("id", "@identifier", null)
                .column("hash", "@content_sha256", null)
                .column("release", "@release", null)
                .column("taxon", "a_map.organism.taxon", ColumnType.BIGINT)
                .column("organism", "a_map.organism", ColumnType.JSON)
                .key("id");
        var map = Map.<String, Object>of("organism", Map.of("taxon", 9606L, "name", "a }\",{ b"));
        var record = WIDE.record(new Origin(0, "w", 0, 1, 1, 1), "w", null, null, null, null, null, null, null, map);
        try (var load = Load.start(options, "job", 1, WIDE)) {
            load.unit(0, List.of(SampleRecords.withParts(record)));
            load.publish();
        }
        assertThat(rows("id, length(hash), release, taxon")).containsExactly("w|64|2026_01|9606");
        assertThat(rows("organism").get(0).replace(": ", ":").replace(", ", ","))
                .isEqualTo("{\"name\":\"a }\\\",{ b\",\"taxon\":9606}");
    }
}
