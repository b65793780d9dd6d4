package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.WORKER;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.draft;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What processes tell each other, whatever the database. */
class FleetTest {
    private static final SharedJob SHARED = new SharedJob(
            List.of(
                    new SharedJob.Source("/data/a b.yaml", "dataset_id: \"Å\"\n\t# \\ ${KEY}\n"),
                    new SharedJob.Source("/data/base.yaml", "")),
            "store-1",
            "/data/.etl on host-1");

    /** The databases of ledgers. */
    enum Database {
        SQLITE,
        POSTGRES
    }

    @TempDir
    Path folder = Path.of("");

    private final List<AutoCloseable> closing = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).close();
        }
    }

    private <T extends AutoCloseable> T closed(T resource) {
        closing.add(resource);
        return resource;
    }

    private Ledger open(Database database) {
        if (database == Database.SQLITE) {
            return closed(new JdbiLedger(SqliteDatabase.open(folder.resolve("ledger.db"))));
        }
        PostgresSchema schema = closed(PostgresServer.freshSchema());
        return closed(new JdbiLedger(HostDatabase.open(schema.dataSource())));
    }

    private Ledger withJob(Database database) {
        var ledger = open(database);
        ledger.openJob(draft("abc1"), List.of(file(0)));
        ledger.fleet().share("abc1", SHARED);
        return ledger;
    }

    @ParameterizedTest
    @EnumSource
    void theLastChoiceOfBackEndsIsKnown(Database database) {
        var fleet = open(database).fleet();
        assertThat(fleet.backends("d")).isEmpty();
        fleet.choose("d", BackendNames.DEFAULT);
        fleet.choose("d", new BackendNames("jdbc", "file"));
        fleet.choose("d", new BackendNames("jdbc", "file"));
        assertThat(fleet.backends("d")).contains(new BackendNames("jdbc", "file"));
        assertThat(fleet.backends("e")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSharedJobComesBackAsItWasAndTheLastWordCounts(Database database) {
        var ledger = open(database);
        ledger.openJob(draft("abc1"), List.of());
        assertThat(ledger.fleet().shared("abc1")).isEmpty();
        assertThat(ledger.fleet().open()).isEmpty();

        ledger.fleet().share("abc1", SHARED);
        assertThat(ledger.fleet().shared("abc1")).contains(SHARED);
        assertThat(ledger.fleet().open()).containsExactly("abc1");

        var moved = new SharedJob(SHARED.sources(), "store-2", "elsewhere");
        ledger.fleet().share("abc1", moved);
        assertThat(ledger.fleet().shared("abc1")).contains(moved);
    }

    @ParameterizedTest
    @EnumSource
    void jobsThatEndedOrAreHeldAreNotOpen(Database database) {
        var ledger = withJob(database);
        var fleet = ledger.fleet();
        ledger.beginRun("abc1", 1);
        assertThat(fleet.open()).containsExactly("abc1");
        assertThat(fleet.held("abc1")).isEqualTo(Hold.NONE);

        assertThat(fleet.hold("abc1", Hold.PAUSE)).isTrue();
        assertThat(fleet.held("abc1")).isEqualTo(Hold.PAUSE);
        assertThat(fleet.open()).isEmpty();
        assertThat(fleet.resume("abc1")).isTrue();
        assertThat(fleet.resume("abc1")).isFalse();
        assertThat(fleet.open()).containsExactly("abc1");

        assertThat(fleet.hold("abc1", Hold.CANCEL)).isTrue();
        assertThat(ledger.job("abc1").orElseThrow().status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(fleet.open()).isEmpty();
        assertThat(fleet.hold("abc1", Hold.PAUSE)).isFalse();
        assertThat(fleet.resume("abc1")).isFalse();

        ledger.beginRun("abc1", 2);
        assertThat(fleet.held("abc1")).as("a run that begins clears it").isEqualTo(Hold.NONE);
        ledger.complete("abc1", 2, 1, List.of());
        assertThat(fleet.open()).isEmpty();
        assertThat(fleet.hold("abc1", Hold.CANCEL)).isFalse();
        assertThat(ledger.job("abc1").orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource
    void whoTakesAJobOverLeavesUnitsAndAttemptsAsTheyAre(Database database) {
        var ledger = withJob(database);
        ledger.beginRun("abc1", 1);
        var working = ledger.claim("abc1", 0, WORKER, 2).orElseThrow();
        var failed = ledger.claim("abc1", 1, WORKER, 2).orElseThrow();
        ledger.releaseUnit(failed, Optional.of(LedgerSamples.PROBLEM));

        ledger.fleet().takeOver("abc1", 5);

        assertThat(ledger.job("abc1").orElseThrow().fence()).isEqualTo(5);
        assertThat(ledger.heartbeat(List.of(working), WORKER.lease())).containsEntry(working, true);
        assertThat(ledger.claim("abc1", 1, WORKER, 2).orElseThrow().attempt()).isEqualTo(2);
        assertThat(ledger.fleet().claimed("abc1")).isEqualTo(2);
        assertThatThrownBy(() -> ledger.fleet().takeOver("abc1", 4)).hasMessageContaining("LEASE_LOST");
        ledger.setStatus("abc1", 5, JobStatus.STORING, Optional.empty());
        ledger.fleet().takeOver("abc1", 6);
        assertThat(ledger.job("abc1").orElseThrow().status()).isEqualTo(JobStatus.STORING);
        ledger.fleet().hold("abc1", Hold.PAUSE);
        assertThatThrownBy(() -> ledger.fleet().takeOver("abc1", 7)).hasMessageContaining("LEASE_LOST");
    }

    @ParameterizedTest
    @EnumSource
    void jobsAreFoundByTheBeginningOfTheirId(Database database) {
        var ledger = withJob(database);
        ledger.openJob(draft("abd2"), List.of());
        ledger.openJob(draft("a%"), List.of());
        assertThat(ledger.fleet().find("abc")).containsExactly("abc1");
        assertThat(ledger.fleet().find("ab")).hasSize(2);
        assertThat(ledger.fleet().find("a%")).containsExactly("a%");
        assertThat(ledger.fleet().find("b")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void figuresCountWhatIsUnderWay(Database database) {
        var ledger = withJob(database);
        var nothing = ledger.fleet().figures();
        assertThat(nothing.units()).isEmpty();
        assertThat(nothing.silentSeconds()).isZero();
        assertThat(nothing.ageSeconds()).isEmpty();

        ledger.beginRun("abc1", 1);
        ledger.claim("abc1", 0, WORKER, 1);
        var busy = ledger.fleet().figures();
        assertThat(busy.units()).containsExactly(new FleetFigures.Units("parse_batch", "claimed", 1));
        assertThat(busy.jobs()).containsEntry("parsing", 1L);
        assertThat(busy.silentSeconds()).isBetween(0.0, 60.0);

        ledger.complete("abc1", 1, 1, List.of());
        var done = ledger.fleet().figures();
        assertThat(done.units()).isEmpty();
        assertThat(done.ageSeconds()).containsOnlyKeys("proteins");
        assertThat(done.ageSeconds().get("proteins")).isBetween(-1.0, 60.0);
    }
}
