package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promises 1, 5, 7 and 10: each operation of the object store goes wrong in turn, and the next tries end as if none had. */
@Timeout(120)
class FailingStoreTest {
    private static final int ENTRIES = 12;
    private static final int MOST_OPERATIONS = 300;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Faults.Way.class)
    void everyOperationInTurn(Faults.Way way) throws IOException, SQLException {
        var bench = new Bench(folder);
        bench.source("entries.dat", Entries.bytes(Entries.text(0, ENTRIES) + Entries.damaged(1)));
        var dataset = bench.dataset("entries.dat", Bench.JSONL, "release: { external: '1' }\n");
        var calm = new HomeFolder(folder.resolve("calm"));
        assertThat(new Workshop(calm.path()).run(dataset).status()).isEqualTo(RunOutcome.Status.COMPLETED);
        var expected = Snapshot.of(calm);
        int failing = 1;
        while (true) {
            var home = new HomeFolder(folder.resolve("home-" + failing));
            var plan = new Faults.Plan(failing, way);
            boolean done = disturbed(home, plan, dataset);
            for (int fence = 2; !done && fence < 4; fence++) {
                done = new Workshop(home.path()).fence(fence).run(dataset).status() == RunOutcome.Status.COMPLETED;
            }
            var where = way + " " + failing;
            assertThat(done || isUnchanged(home, dataset)).as(where).isTrue();
            expected.assertSame(Snapshot.of(home), where);
            if (!plan.happened()) {
                break;
            }
            failing++;
            assertThat(failing).isLessThan(MOST_OPERATIONS);
        }
        assertThat(failing).isGreaterThan(10);
        System.out.println("failing store: " + way + ", " + (failing - 1) + " operations");
    }

    private static boolean isUnchanged(HomeFolder home, Path dataset) throws IOException {
        return new Workshop(home.path()).fence(9).run(dataset).status() == RunOutcome.Status.UNCHANGED;
    }

    private static boolean disturbed(HomeFolder home, Faults.Plan plan, Path dataset) throws IOException {
        Files.createDirectories(home.path());
        var workshop = new Workshop(home.path())
                .store(plan::faulty)
                .ledger(Faults.twisted(Ledger.class, "*", plan::whileAlive));
        try {
            return workshop.run(dataset).status() == RunOutcome.Status.COMPLETED;
        } catch (Faults.Halted e) {
            // The process is gone; the next one has to cope.
            return false;
        }
    }
}
