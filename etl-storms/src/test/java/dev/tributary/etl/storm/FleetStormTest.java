package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run and two workers share one job over PostgreSQL, each in a JVM of its own, and die again and again: what is published and what the ledger has are
 * as after a calm run, and the job ends soon after the last death.
 */
class FleetStormTest {
    private static final int ENTRIES = 2_000;
    private static final int KILLS_A_HOME = 9;
    private static final int AT_ONCE = 3;
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Kill NEVER = new Kill(Kill.ANY_TIME, "none", 0);

    @TempDir
    Path folder;

    private final List<PostgresSchema> schemas = new ArrayList<>();
    private final Map<String, Integer> killed = new TreeMap<>();
    private Path dataset = Path.of("");

    @AfterEach
    void dropSchemas() {
        schemas.forEach(PostgresSchema::close);
    }

    private HomeFolder home(String name) {
        var schema = PostgresServer.freshSchema();
        schemas.add(schema);
        return new HomeFolder(folder.resolve(name), schema.url());
    }

    @Test
    void processesThatShareAJobAndDieLeaveWhatACalmRunLeaves() throws IOException, InterruptedException, SQLException {
        var random = Storm.random("fleet storm");
        Entries.write(folder.resolve("entries.dat.gz"), ENTRIES);
        dataset = Files.writeString(folder.resolve("storm.yaml"), """
                dataset_id: storm
                release: { external: "1" }
                extract: { plugin: file, paths: [entries.dat.gz] }
                parse: { plugin: uniprot_flat }
                load: [{ plugin: jsonl }]
                lock: { plugin: jdbc, allowed_skew: 0s }
                state: jdbc
                run: { mode: staged, parse_batch: 25, chunk_bytes: 16KiB, unit_bytes: 512KiB, lease: 2s, heartbeat: 200ms, max_attempts: 20 }
                """);
        var calm = home("calm");
        finish(calm);
        var expected = Snapshot.of(calm);

        var shape = Kill.Shape.IN_TWO_PASSES;
        int kills = Math.max(Storm.runs(), shape.groups().size());
        int inEachGroup = Storm.full() ? 5 : 1;
        var drawn = Kill.draw(
                shape, random, Math.max(kills, inEachGroup * shape.groups().size()), inEachGroup);
        Deque<Kill> waiting = new ArrayDeque<>(drawn);
        var longest = Duration.ZERO;
        for (int n = 0; !waiting.isEmpty(); n++) {
            assertThat(n).as("homes").isLessThan(2 * drawn.size());
            var torn = home("torn-" + n);
            tear(torn, waiting);
            var took = finish(torn);
            longest = took.compareTo(longest) > 0 ? took : longest;
            assertThat(took)
                    .as("the job ends soon after the last death")
                    .isLessThan(LEASE.multipliedBy(3).plusSeconds(30));
            expected.assertSame(Snapshot.of(torn), "home " + n);
        }

        assertThat(killed.values().stream().mapToInt(c -> c).sum()).isEqualTo(drawn.size());
        assertThat(killed.keySet()).containsAll(shape.groups());
        System.out.println(
                "fleet storm: " + killed + ", done at most " + longest.toMillis() + " ms after the last death");
    }

    /** A home meets some kills, three processes at a time; those that did not happen wait for another home. */
    private void tear(HomeFolder home, Deque<Kill> waiting) throws IOException, InterruptedException {
        int met = 0;
        boolean happens = true;
        while (met < KILLS_A_HOME && happens && !waiting.isEmpty()) {
            List<Kill> together = new ArrayList<>();
            while (together.size() < AT_ONCE && !waiting.isEmpty()) {
                together.add(waiting.remove());
            }
            together.sort(Comparator.comparingInt(Kill::place));
            var missed = killed(home, together);
            met += together.size();
            happens = missed.size() < together.size();
            waiting.addAll(missed);
        }
    }

    /** The first is the run's, for only runs reach the first steps; the others are workers'. Returns the kills that did not happen. */
    private List<Kill> killed(HomeFolder home, List<Kill> kills) throws IOException, InterruptedException {
        List<ChildJvm> children = new ArrayList<>();
        List<Kill> missed = new ArrayList<>();
        try {
            for (var kill : kills) {
                children.add(children.isEmpty() ? run(home, kill) : worker(home, kill));
            }
            for (int i = 0; i < kills.size(); i++) {
                var kill = kills.get(i);
                var child = children.get(i);
                if (kill.atAnyTime() ? child.killAfter(5L * kill.count()) : child.exitCode() == ChildJvm.KILLED) {
                    killed.merge(kill.group(), 1, Integer::sum);
                } else {
                    assertThat(child.exitCode())
                            .as("%s: %s", kill, child.output())
                            .isIn(0, ChildJvm.KILLED);
                    missed.add(kill);
                }
            }
        } finally {
            for (var child : children) {
                child.close();
            }
        }
        return missed;
    }

    /** A worker goes on with what is there, and a run looks whether something is left: a lease of the dead may have to pass first. */
    private Duration finish(HomeFolder home) throws IOException, InterruptedException {
        long started = System.nanoTime();
        try (var worker = worker(home, NEVER)) {
            assertThat(worker.exitCode()).as(worker.output()).isZero();
        }
        String said;
        do {
            try (var run = run(home, NEVER)) {
                assertThat(run.exitCode()).as(run.output()).isZero();
                said = run.output();
            }
        } while (said.contains("LOCK_HELD"));
        assertThat(said).containsAnyOf("completed", "unchanged").doesNotContain("failed");
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private ChildJvm run(HomeFolder home, Kill kill) throws IOException {
        return ChildJvm.start(
                List.of("-Xmx128m"),
                StormMain.class,
                home.path().toString(),
                dataset.toString(),
                kill.step(),
                Integer.toString(kill.count()),
                home.ledgerUrl());
    }

    private ChildJvm worker(HomeFolder home, Kill kill) throws IOException {
        return ChildJvm.start(
                List.of("-Xmx128m"),
                WorkerMain.class,
                home.path().toString(),
                kill.step(),
                Integer.toString(kill.count()),
                home.ledgerUrl());
    }
}
