package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.draft;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.file;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of ten threads take the units of one job, and some sleep over their lease: each unit is committed once. */
class ClaimStormTest {
    private static final int RUNS = Integer.getInteger("etl.storm.runs", 10);

    @TempDir
    Path folder = Path.of("");

    @Test
    void onPostgres() throws IOException, InterruptedException {
        try (var schema = PostgresServer.freshSchema()) {
            storm(schema.url(), 200 * RUNS);
        }
    }

    /** Has one writer at a time, so fewer units say as much. */
    @Test
    void onSqlite() throws IOException, InterruptedException {
        storm("jdbc:sqlite:" + folder.resolve("ledger.db"), 20 * RUNS);
    }

    private static void storm(String url, int units) throws IOException, InterruptedException {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        try (pool;
                var ledger = new JdbiLedger(HostDatabase.open(pool))) {
            ledger.openJob(draft(ClaimStormMain.JOB), List.of(file(0)));
            ledger.beginRun(ClaimStormMain.JOB, 1);
            ledger.queue().plan(ClaimStormMain.JOB, 1, 0, units - 1);

            var lines = new ArrayList<String>();
            for (var child : List.of(start(url, units), start(url, units))) {
                lines.addAll(output(child));
            }

            var committed = lines.stream()
                    .filter(line -> line.startsWith("committed "))
                    .map(line -> Integer.parseInt(line.substring("committed ".length())))
                    .toList();
            assertThat(committed).doesNotHaveDuplicates().hasSize(units);
            assertThat(lines).as("commits of those who slept").contains("refused");
            assertThat(lines).as("units that went to two who were awake").doesNotContain("lost");
            var all = new BitSet();
            all.set(0, units);
            assertThat(ledger.completedUnits(ClaimStormMain.JOB)).isEqualTo(all);
            assertThat(ledger.counts(ClaimStormMain.JOB)).isEqualTo(Map.of(0, new Counts(units, 0, units, 0, 0, 0)));
        }
    }

    private static Process start(String url, int units) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClaimStormMain.class.getName(),
                        url,
                        Integer.toString(units))
                .redirectErrorStream(true)
                .start();
    }

    private static List<String> output(Process child) throws IOException, InterruptedException {
        try (var reader = child.inputReader(StandardCharsets.UTF_8)) {
            var lines = reader.lines().toList();
            assertThat(child.waitFor()).as(() -> String.join("\n", lines)).isZero();
            return lines;
        } finally {
            child.destroyForcibly();
        }
    }
}
