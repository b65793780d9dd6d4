package dev.tributary.etl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.jdbc.RegistryOptions.Internal;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.testkit.contract.SampleRecords;
import dev.tributary.etl.testkit.fault.Fault;
import dev.tributary.etl.testkit.fault.FaultPlan;
import dev.tributary.etl.testkit.fault.FaultyObjectStore;
import dev.tributary.etl.testkit.fault.Halted;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry has when a load ends in its midst: no row without its file, no unit in part, nothing by whom was overtaken. */
class RegistrySafetyTest {
    private static final LoadTarget LOAD = new LoadTarget("job", "samples", "test", "2026_01", "1.0");

    @TempDir
    Path folder;

    private interface Scenario {
        void play(RegistryHome home) throws Exception;
    }

    private void play(String database, Scenario scenario) throws Exception {
        try (var target = database.equals("sqlite") ? TestTarget.sqlite() : TestTarget.postgres()) {
            scenario.play(new RegistryHome(target, folder));
        }
    }

    private static Loader prepared(Loader loader) throws IOException, InterruptedException {
        loader.prepare(LOAD, List.of(SampleRecords.TYPE));
        return loader;
    }

    private static LoadTask opened(Loader loader, long fence) throws IOException, InterruptedException {
        return loader.open(new LoadUnit(LOAD.job(), 0, fence));
    }

    private static void write(LoadTask task, DataRecord... records) throws IOException, InterruptedException {
        for (var record : records) {
            task.write(new Batch(0, List.of(record)), (refused, problem) -> {
                throw new AssertionError(problem);
            });
        }
    }

    private static DataRecord[] records() {
        return new DataRecord[] {SampleRecords.record(0, 0), SampleRecords.record(0, 1)};
    }

    private static void loadAll(Loader loader, long fence) throws IOException, InterruptedException {
        try (loader;
                var task = opened(prepared(loader), fence)) {
            write(task, records());
            task.finish();
        }
    }

    private static List<String> files(RegistryHome home) throws SQLException {
        return home.query("SELECT object_key FROM version_files ORDER BY 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void atNoInstantIsThereARowWithoutItsFile(String database) throws Exception {
        play(database, home -> {
            prepared(home.loader(Internal.RELEASE)).close();
            boolean happened = true;
            for (int failing = 1; happened; failing++) {
                var plan = new FaultPlan(failing, Fault.HALTS_BEFORE, () -> everyRowHasItsFile(home));
                try {
                    loadAll(home.loader(Internal.RELEASE, new FaultyObjectStore(home.objects(), plan)), failing);
                } catch (Halted e) {
                    assertThat(files(home)).isEmpty();
                }
                everyRowHasItsFile(home);
                happened = plan.isOver();
            }
            assertThat(files(home)).hasSize(4);
        });
    }

    private static void everyRowHasItsFile(RegistryHome home) throws IOException, InterruptedException {
        try {
            for (var key : files(home)) {
                assertThat(home.content(key)).as(key).isNotEqualTo("(none)");
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void aUnitIsCommittedWithAllItsRowsOrWithNone(String database) throws Exception {
        play(database, home -> {
            prepared(home.loader(Internal.RELEASE)).close();
            refuseRows(home, database);
            assertThatThrownBy(() -> loadAll(home.loader(Internal.RELEASE), 1)).hasMessageContaining("no more rows");
            assertThat(files(home)).isEmpty();
            assertThat(home.query("SELECT record_identifier FROM registry_entries"))
                    .isEmpty();
            assertThat(home.query("SELECT state FROM etl_unit_commits")).containsExactly("open");

            home.execute("DROP TRIGGER refusing" + (database.equals("sqlite") ? "" : " ON data_sources"));
            loadAll(home.loader(Internal.RELEASE), 2);
            assertThat(files(home)).hasSize(4);
            assertThat(home.query("SELECT state FROM etl_unit_commits")).containsExactly("committed");
        });
    }

    /** The table that comes last of a unit's. */
    private static void refuseRows(RegistryHome home, String database) throws SQLException {
        if (database.equals("sqlite")) {
            home.execute("CREATE TRIGGER refusing BEFORE INSERT ON data_sources"
                    + " BEGIN SELECT RAISE(ABORT, 'no more rows'); END");
        } else {
            home.execute(
                    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no more rows'; END $$",
                    "CREATE TRIGGER refusing BEFORE INSERT ON data_sources FOR EACH ROW EXECUTE FUNCTION refuse()");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void whoWasOvertakenLeavesNoRow(String database) throws Exception {
        play(database, home -> {
            try (var slow = prepared(home.loader(Internal.RELEASE));
                    var quick = prepared(home.loader(Internal.RELEASE));
                    var late = opened(slow, 1)) {
                write(late, records());
                try (var task = opened(quick, 2)) {
                    assertThatThrownBy(late::finish)
                            .isInstanceOfSatisfying(EtlException.class, e -> assertThat(e.code())
                                    .isEqualTo(StandardError.LEASE_LOST));
                    assertThat(files(home)).isEmpty();
                    write(task, records());
                    task.finish();
                }
            }
            assertThat(files(home)).hasSize(4);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void whoWasOvertakenPublishesNothing(String database) throws Exception {
        play(database, home -> {
            home.load(Internal.RELEASE, "2026_02", 5, SampleRecords.TYPE, SampleRecords.record(0, 0));
            var refusal = home.refusal(Internal.RELEASE, "2026_01", 4, SampleRecords.TYPE, SampleRecords.record(0, 0));
            assertThat(refusal.code()).isEqualTo(StandardError.LEASE_LOST);
            assertThat(home.query("SELECT last_external_version, fence FROM organization_sync_status"))
                    .containsExactly("2026_02|5");
            assertThat(home.query("SELECT external_version FROM version_mappings"))
                    .containsExactly("2026_02");
        });
    }

    /** Of a run that died when it had found that all is there, or before it took its notes out. */
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void whatAVersionHasIsNoOrphanHoweverOldItsNote(String database) throws Exception {
        play(database, home -> {
            home.load(Internal.RELEASE, "2025_06", 1, SampleRecords.TYPE, SampleRecords.record(1, 0));
            var keys = files(home);
            assertThat(keys).hasSize(2);
            for (var key : keys) {
                home.execute("INSERT INTO registry_uploads (object_key, dataset_id, noted_at) VALUES ('" + key
                        + "', 'samples', '2026-01-01T00:00:00Z')");
            }
            home.load(Internal.RELEASE, "2026_01", 2, SampleRecords.TYPE, records());
            assertThat(home.query("SELECT object_key FROM registry_uploads")).isEmpty();
            assertThat(files(home)).containsAll(keys);
            everyRowHasItsFile(home);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void whatWasCollectedIsStoredAgainByAJobThatGoesOn(String database) throws Exception {
        play(database, home -> {
            try (var loader = prepared(home.loader(Internal.RELEASE));
                    var task = opened(loader, 1)) {
                write(task, records());
            }
            var keys = home.query("SELECT object_key FROM registry_uploads ORDER BY 1");
            assertThat(keys).hasSize(4);
            home.execute(
                    "UPDATE registry_uploads SET noted_at = '2026-01-01T00:00:00Z'",
                    "UPDATE registry_uploads SET dataset_id = 'other' WHERE object_key = '" + keys.get(0) + "'");
            prepared(home.loader(Internal.RELEASE)).close();
            assertThat(home.content(keys.get(1))).as("before a job is finished").isNotEqualTo("(none)");

            home.load(Internal.RELEASE, "2026_02", 2, SampleRecords.TYPE, SampleRecords.record(1, 0));
            assertThat(home.content(keys.get(1))).isEqualTo("(none)");
            assertThat(home.content(keys.get(0))).as("another dataset's").isNotEqualTo("(none)");

            loadAll(home.loader(Internal.RELEASE), 3);
            assertThat(files(home)).containsAll(keys).hasSize(6);
            everyRowHasItsFile(home);
        });
    }
}
