package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promises 1 and 8: kills at any instant, any number of restarts, and the same bytes in the end. */
class KillStormTest {
    private static final int KILLS_A_HOME = 6;
    /** In the order in which a job reaches them. */
    private static final List<String> STEPS = List.of(
            "verify",
            "frame",
            "parse",
            "load",
            "unit_commit",
            "unit_commit.ledger",
            "unit_commit.done",
            "publish.loader",
            "publish.manifest",
            "publish.manifest.done",
            "publish.commit",
            "publish.commit.done",
            "publish.pointer",
            "publish.pointer.done",
            "publish.state",
            "publish.state.done",
            "publish.ledger",
            "publish.done");

    @TempDir
    Path folder;

    /** Where a child dies; without a step: after so many thousandths of the time of a calm run. */
    private record Kill(String step, int count) {
        int place() {
            return STEPS.indexOf(step);
        }
    }

    @Test
    void killsAtAnyInstantChangeNothing() throws IOException, InterruptedException, SQLException {
        var random = Storm.random("kill storm");
        long started = System.nanoTime();
        int entries = Storm.full() ? 20_000 : 5_000;
        Entries.write(folder.resolve("entries.dat.gz"), entries);
        Path dataset = dataset();
        var calm = new HomeFolder(folder.resolve("calm"));
        long calmMillis = finish(calm, dataset, "completed");
        var published = calm.published();
        assertThat(published).hasSizeGreaterThan(entries / 200);
        var ledger = calm.ledger();
        var kills = kills(random);
        for (int home = 0; !kills.isEmpty(); home++) {
            var some = new ArrayList<>(kills.subList(0, Math.min(KILLS_A_HOME, kills.size())));
            kills.subList(0, some.size()).clear();
            some.sort(Comparator.comparingInt(Kill::place));
            var torn = new HomeFolder(folder.resolve("torn-" + home));
            blow(torn, dataset, some, calmMillis);
            assertThat(HomeFolder.differences(published, torn.published()))
                    .as("files after %s", some)
                    .isEmpty();
            assertThat(without(torn.ledger(), ledger))
                    .as("ledger after %s", some)
                    .isEmpty();
            assertThat(without(ledger, torn.ledger()))
                    .as("ledger after %s", some)
                    .isEmpty();
            assertThat(torn.ledger()).hasSameSizeAs(ledger);
            isUnchanged(torn, dataset);
            try (var left = Files.walk(folder.resolve("torn-" + home).resolve("scratch"))) {
                assertThat(left.filter(p -> p.getFileName().toString().startsWith("run-")))
                        .as("scratch folders of killed runs")
                        .isEmpty();
            }
        }
        System.out.println("kill storm: " + (System.nanoTime() - started) / 1_000_000 + " ms");
    }

    private static List<String> without(List<String> rows, List<String> others) {
        var known = new HashSet<>(others);
        return rows.stream().filter(row -> !known.contains(row)).toList();
    }

    /** As many kills as wanted, a tenth of them at any time, the others at steps, each step about as often. */
    private static List<Kill> kills(Random random) {
        var kills = new ArrayList<Kill>();
        int offset = random.nextInt(STEPS.size());
        var groups = List.of("verify", "frame", "parse", "load", "unit_commit", "publish", "publish.state");
        for (int i = 0; i < Storm.runs(); i++) {
            var group = i % 8 == 7 ? "" : groups.get((i + offset) % groups.size());
            var inGroup = STEPS.stream()
                    .filter(s -> !group.isEmpty() && s.startsWith(group))
                    .toList();
            if (inGroup.isEmpty()) {
                kills.add(new Kill("", 1 + random.nextInt(500)));
            } else {
                var step = inGroup.get(random.nextInt(inGroup.size()));
                boolean often = STEPS.indexOf(step) > 0 && STEPS.indexOf(step) < 7;
                kills.add(new Kill(step, often ? 1 + random.nextInt(step.startsWith("unit") ? 3 : 30) : 1));
            }
        }
        return kills;
    }

    private void blow(HomeFolder home, Path dataset, List<Kill> kills, long calmMillis)
            throws IOException, InterruptedException {
        boolean committed = false;
        for (var kill : kills) {
            if (kill.step().isEmpty()) {
                try (var child = start(home, dataset, "none", 0)) {
                    child.killAfter(calmMillis * kill.count() / 1_000);
                }
                continue;
            }
            // A job commits its release once; later runs find the commit.
            boolean once =
                    kill.step().startsWith("publish.manifest") || kill.step().startsWith("publish.commit");
            try (var child = start(home, dataset, kill.step(), kill.count())) {
                int code = child.exitCode();
                assertThat(code).as("%s of %s: %s", kill, kills, child.output()).isIn(0, ChildJvm.KILLED);
                committed |= kill.place() > STEPS.indexOf("publish.commit");
                if (code == 0 && !(once && committed)) {
                    System.out.println("kill storm: " + kill + " was not reached");
                }
            }
        }
        finish(home, dataset, "");
    }

    private static long finish(HomeFolder home, Path dataset, String status) throws IOException, InterruptedException {
        long started = System.nanoTime();
        try (var child = start(home, dataset, "none", 0)) {
            assertThat(child.exitCode()).as(child.output()).isZero();
            assertThat(child.output()).startsWith(status).doesNotContain("failed");
        }
        return (System.nanoTime() - started) / 1_000_000;
    }

    private static void isUnchanged(HomeFolder home, Path dataset)
            throws IOException, InterruptedException, SQLException {
        var files = home.untouched();
        var rows = home.ledgerInFull();
        finish(home, dataset, "unchanged");
        assertThat(HomeFolder.differences(files, home.untouched())).isEmpty();
        assertThat(without(home.ledgerInFull(), rows)).isEmpty();
        assertThat(home.ledgerInFull()).hasSameSizeAs(rows);
    }

    private static ChildJvm start(HomeFolder home, Path dataset, String step, int count) throws IOException {
        var arguments = new String[] {home.path().toString(), dataset.toString(), step, Integer.toString(count)};
        return ChildJvm.start("-Xmx128m", StormMain.class, arguments);
    }

    private Path dataset() throws IOException {
        var yaml = """
                dataset_id: storm
                release: { external: "1" }
                extract: { plugin: file, paths: [entries.dat.gz] }
                parse: { plugin: uniprot_flat }
                load: [{ plugin: jsonl }]
                run: { parse_batch: 200, chunk_bytes: 32KiB, unit_bytes: 512KiB }
                """;
        return Files.writeString(folder.resolve("storm.yaml"), yaml);
    }
}
