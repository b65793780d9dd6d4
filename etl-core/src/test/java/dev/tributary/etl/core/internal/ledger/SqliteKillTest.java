package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.WORKER;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.draft;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.file;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** A process that is killed while it commits leaves whole units only, and the next one goes on at once. */
class SqliteKillTest {
    private static final String JOB = "job";
    private static final int RECORDS_PER_UNIT = 400;
    private static final int KILLS = 4;

    /** On a disk, as nearly all ledgers are. */
    @TempDir(factory = TempDirFactory.Standard.class)
    Path folder;

    /** The process to kill: commits the next units and says the number of each once it is committed. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            try (var ledger = new JdbiLedger(SqliteDatabase.open(Path.of(arguments[0])))) {
                for (int unit = ledger.completedUnits(JOB).cardinality(); ; unit++) {
                    commit(ledger, unit);
                    System.out.println(unit);
                }
            }
        }
    }

    private static void commit(Ledger ledger, int unit) {
        var identifiers = IntStream.range(0, RECORDS_PER_UNIT)
                .mapToObj(i -> "R" + (unit * RECORDS_PER_UNIT + i))
                .toArray(String[]::new);
        ledger.claim(JOB, unit, WORKER, 100).ifPresent(claim -> ledger.commitUnit(result(claim, identifiers)));
    }

    @Test
    void whatWasCommittedIsThereAndNothingElse() throws IOException, InterruptedException {
        var path = folder.resolve("ledger.db");
        try (var ledger = new JdbiLedger(SqliteDatabase.open(path))) {
            ledger.openJob(draft(JOB), List.of(file(0)));
        }
        for (int kill = 1; kill <= KILLS; kill++) {
            int said = runAndKill(path, 15 * kill);
            try (var ledger = new JdbiLedger(SqliteDatabase.open(path))) {
                ledger.beginRun(JOB, kill);
                int completed = ledger.completedUnits(JOB).cardinality();
                // The last commit may have been cut off before it was said.
                assertThat(completed).isBetween(said + 1, said + 2);
                assertThat(ledger.counts(JOB).getOrDefault(0, Counts.ZERO).loaded())
                        .isEqualTo((long) completed * RECORDS_PER_UNIT);
                var rows = new int[1];
                ledger.eachTaken(JOB, (type, identifier) -> rows[0]++);
                assertThat(rows[0]).isEqualTo(completed * RECORDS_PER_UNIT);
            }
        }
        assertThat(rootHash(path)).isEqualTo(rootHashOfAnUninterruptedRun(path));
    }

    /** Returns the last unit that the child said to be committed before it was killed. */
    private static int runAndKill(Path path, int units) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var child = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Child.class.getName(), path.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            var last = lines.readLine();
            for (int n = 1; n < units; n++) {
                last = lines.readLine();
            }
            assertThat(child.toHandle().destroyForcibly()).isTrue();
            // What it had said before it died counts too.
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
            return Integer.parseInt(last);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static String rootHash(Path path) {
        try (var ledger = new JdbiLedger(SqliteDatabase.open(path))) {
            return ledger.rootHash(JOB);
        }
    }

    private String rootHashOfAnUninterruptedRun(Path killed) {
        int units;
        try (var ledger = new JdbiLedger(SqliteDatabase.open(killed))) {
            units = ledger.completedUnits(JOB).cardinality();
        }
        try (var ledger = new JdbiLedger(SqliteDatabase.open(folder.resolve("whole.db")))) {
            ledger.openJob(draft(JOB), List.of(file(0)));
            IntStream.range(0, units).forEach(unit -> commit(ledger, unit));
            return ledger.rootHash(JOB);
        }
    }
}
