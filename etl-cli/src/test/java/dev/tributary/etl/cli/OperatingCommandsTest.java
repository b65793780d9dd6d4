package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do to jobs, locks and states. */
class OperatingCommandsTest {
    private static final String UNFINISHED = "UPDATE ingestion_jobs SET status = 'parsing', completed_at = NULL";

    @TempDir
    Path folder = Path.of("");

    private CommandRunner etl = new CommandRunner(folder);
    private String job = "";

    @BeforeEach
    void oneJob() throws IOException {
        etl = new CommandRunner(folder);
        etl.dataset("sample_one");
        assertThat(etl.run("run", "sample_one").code()).isZero();
        String listed = etl.run("jobs", "--json").out();
        job = listed.replaceFirst("(?s).*?\"job_id\":\"([0-9a-f]+)\".*", "$1");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(".etl/ledger.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aFinishedJobIsNeitherCancelledNorPausedNorResumed() {
        for (String command : List.of("cancel", "pause", "drain", "resume")) {
            Result result = etl.run(command, job);
            assertThat(result.code()).as(command).isEqualTo(1);
            assertThat(result.out()).contains(job).containsAnyOf("ended before", "not paused");
        }
        assertThat(etl.run("jobs").out()).contains("completed");
    }

    @Test
    void aPausedJobIsListedAsSuchAndGoesOnWhenItIsResumedOrRun() throws SQLException {
        execute(UNFINISHED);
        assertThat(etl.run("pause", job.substring(0, 12), "--json").out())
                .isEqualToIgnoringNewLines("{\"job_id\":\"" + job + "\",\"status\":\"paused\"}");
        assertThat(etl.run("jobs").out()).contains("paused");
        assertThat(etl.run("status").out()).contains("  paused");
        assertThat(etl.run("resume", job).code()).isZero();
        assertThat(etl.run("jobs").out()).contains("parsing");
        assertThat(etl.run("drain", job).out()).contains("drained");
        assertThat(etl.run("run", "sample_one").code()).isZero();
        assertThat(etl.run("jobs").out()).contains("completed");
    }

    @Test
    void aCancelledJobStaysSoUntilItIsRun() throws SQLException {
        execute(UNFINISHED);
        Result cancelled = etl.run("cancel", job);
        assertThat(cancelled.code()).isZero();
        assertThat(cancelled.out()).contains("cancelled");
        assertThat(etl.run("resume", job).code()).isEqualTo(1);
        assertThat(etl.run("jobs").out()).contains("cancelled");
        assertThat(etl.run("run", "sample_one").code()).isZero();
        assertThat(etl.run("jobs").out()).contains("completed");
    }

    @Test
    void jobsThatAreNotThereAreBadUsage() throws SQLException {
        Result unknown = etl.run("cancel", "feed");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("E1001", "feed", "etl jobs");
        assertThat(etl.run("pause", "", "--json").code()).isEqualTo(2);
        execute(
                "INSERT INTO ingestion_jobs (id, dataset_id, organization, external_version, internal_version, config_hash,"
                        + " config_text, parameters, plugins, instant, state, shape, status, created_at, updated_at) SELECT"
                        + " substr(id, 1, 12) || 'x', dataset_id, organization, external_version, internal_version, config_hash,"
                        + " config_text, parameters, plugins, instant, state, shape, status, created_at, updated_at FROM ingestion_jobs");
        Result several = etl.run("pause", job.substring(0, 12), "--json");
        assertThat(several.code()).isEqualTo(2);
        assertThat(several.out()).startsWith("{\"problems\":[").contains("several ids begin like this");
        assertThat(new CommandRunner(folder.resolve("nowhere"))
                        .run("cancel", "a")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void aLockThatNobodyHasNeedsNoUnlocking() {
        assertThat(etl.run("unlock", "sample_one").out()).contains("nobody had its lock");
        assertThat(etl.run("unlock", "sample_one", "--json").out())
                .isEqualToIgnoringNewLines("{\"dataset_id\":\"sample_one\",\"was_held\":false,\"known\":true}");
        assertThat(etl.run("unlock", "sample_on").out()).contains("there is no job of it here");
    }

    @Test
    void aLockInTheDatabaseIsTakenFromAHolderThatIsGone() throws IOException, SQLException {
        etl.dataset("sample_two", "lock: jdbc", "state: jdbc");
        assertThat(etl.run("run", "sample_two").code()).isZero();
        execute("UPDATE ingestion_locks SET held = 1, owner = 'gone/1', lease_until = '2999-01-01T00:00:00.000Z'");
        Result refused = etl.run("run", "sample_two");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("gone/1", "etl unlock sample_two");
        assertThat(etl.run("unlock", "sample_two").out()).contains("sample_two  unlocked");
        assertThat(etl.run("run", "sample_two").out()).contains("unchanged");
    }

    @Test
    void statesAreShownSetImportedAndReset() throws IOException {
        Result none = etl.run("state", "show", "sample_one");
        assertThat(none.code()).isZero();
        assertThat(none.err()).contains("empty");
        assertThat(etl.run("state", "set", "sample_one", "a=1", "b = x=y").out())
                .contains("a = 1", "x=y");
        assertThat(etl.run("state", "set", "sample_one", "a=2").out()).contains("a = 2", "x=y");
        Files.writeString(
                folder.resolve("state.json"),
                etl.run("state", "show", "sample_one", "--json").out());
        assertThat(etl.run("state", "reset", "sample_one").code()).isZero();
        assertThat(etl.run("state", "show", "sample_one", "--json").out())
                .isEqualToIgnoringNewLines("{\"dataset_id\":\"sample_one\",\"state\":{}}");
        assertThat(etl.run("state", "import", "sample_one", "state.json").out()).contains("a = 2", "x=y");
        assertThat(etl.run("plan", "sample_one").out()).contains("a = 2");
        assertThat(etl.run("verify", "sample_one").code())
                .as("a person's state is no damage")
                .isZero();
    }

    @Test
    void aStateThatCannotBeReadIsToldAndNothingChanged() throws IOException {
        etl.run("state", "set", "sample_one", "a=1");
        for (String text : List.of("[]", "{\"a\": 1}", "{\"a\": \"1\"", "{} {}", "{\"a\":\"1\",\"a\":\"2\"}", "")) {
            Files.writeString(folder.resolve("state.json"), text);
            Result refused = etl.run("state", "import", "sample_one", "state.json");
            assertThat(refused.code()).as(text).isEqualTo(2);
            assertThat(refused.err()).contains("E1001", "state.json");
        }
        assertThat(etl.run("state", "import", "sample_one", "none.json").code()).isEqualTo(2);
        assertThat(etl.run("state", "set", "sample_one", "nothing").code()).isEqualTo(2);
        assertThat(etl.run("state", "show", "sample_one").out()).contains("a = 1");
    }
}
