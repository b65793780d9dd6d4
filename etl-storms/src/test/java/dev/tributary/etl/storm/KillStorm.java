package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Runs one dataset in home after home, killed in each a few times, until every kill has happened; each home must end as the calm one. */
final class KillStorm {
    private static final int KILLS_A_HOME = 9;

    private static final Kill NEVER = new Kill(Kill.ANY_TIME, "none", 0);

    private final Path folder;
    private final Path dataset;
    private final Function<Path, HomeFolder> homes;
    private final HomeFolder calm;
    private final Map<String, Integer> killed = new TreeMap<>();
    private int untidy;

    KillStorm(Path folder, Path dataset) {
        this(folder, dataset, HomeFolder::new);
    }

    /** @param homes makes a home of a folder, with a ledger of its own */
    KillStorm(Path folder, Path dataset, Function<Path, HomeFolder> homes) {
        this.folder = folder;
        this.dataset = dataset;
        this.homes = homes;
        this.calm = homes.apply(folder.resolve("calm"));
    }

    /** Where the dataset was run without a kill; there after {@link #blow}. */
    HomeFolder calm() {
        return calm;
    }

    /** How many kills left a scratch folder behind, so that there was something to tidy. */
    int untidy() {
        return untidy;
    }

    /** How many kills happened in each group of steps. */
    Map<String, Integer> blow(List<Kill> kills) throws IOException, InterruptedException, SQLException {
        long calmMillis = finish(calm, "completed");
        var expected = Snapshot.of(calm);
        Deque<Kill> waiting = new ArrayDeque<>(kills);
        for (int home = 0; !waiting.isEmpty(); home++) {
            // A home reaches at least its first kill, so this ends.
            assertThat(home).as("homes").isLessThan(2 * kills.size());
            var torn = homes.apply(folder.resolve("torn-" + home));
            var some = take(waiting);
            var missed = tear(torn, some, calmMillis);
            // A step that did not come again in this home comes in another.
            waiting.addAll(missed);
            finish(torn, "");
            expected.assertSame(Snapshot.of(torn), some);
            assertUnchanged(torn);
            assertTidy(torn);
        }
        return killed;
    }

    private static List<Kill> take(Deque<Kill> waiting) {
        var some = new ArrayList<Kill>();
        while (some.size() < KILLS_A_HOME && !waiting.isEmpty()) {
            some.add(waiting.remove());
        }
        some.sort(Comparator.comparingInt(Kill::place));
        return some;
    }

    /** Returns the kills that could not happen, because the run came to its end. */
    private List<Kill> tear(HomeFolder home, List<Kill> kills, long calmMillis)
            throws IOException, InterruptedException {
        var missed = new ArrayList<Kill>();
        for (var kill : kills) {
            if (happens(home, kill, calmMillis)) {
                killed.merge(kill.group(), 1, Integer::sum);
                untidy += scratchFolders(home).isEmpty() ? 0 : 1;
            } else {
                missed.add(kill);
            }
        }
        return missed;
    }

    private boolean happens(HomeFolder home, Kill kill, long calmMillis) throws IOException, InterruptedException {
        try (var child = start(home, kill)) {
            if (kill.atAnyTime()) {
                return child.killAfter(calmMillis * kill.count() / 1_000);
            }
            int code = child.exitCode();
            assertThat(code).as("%s: %s", kill, child.output()).isIn(0, ChildJvm.KILLED);
            return code == ChildJvm.KILLED;
        }
    }

    private long finish(HomeFolder home, String status) throws IOException, InterruptedException {
        long started = System.nanoTime();
        try (var child = start(home, NEVER)) {
            assertThat(child.exitCode()).as(child.output()).isZero();
            assertThat(child.output()).startsWith(status).doesNotContain("failed");
        }
        return (System.nanoTime() - started) / 1_000_000;
    }

    private void assertUnchanged(HomeFolder home) throws IOException, InterruptedException, SQLException {
        var before = Snapshot.inFull(home);
        finish(home, "unchanged");
        before.assertSame(Snapshot.inFull(home), "a run that has nothing to do");
    }

    private static void assertTidy(HomeFolder home) throws IOException {
        assertThat(scratchFolders(home)).as("scratch folders of killed runs").isEmpty();
    }

    /** Of runs under way, or killed. */
    private static List<Path> scratchFolders(HomeFolder home) throws IOException {
        var scratch = home.path().resolve("scratch");
        if (!Files.exists(scratch)) {
            return List.of(); // made when a stage first asks for it
        }
        try (var all = Files.walk(scratch)) {
            return all.filter(p -> p.getFileName().toString().startsWith("run-"))
                    .toList();
        }
    }

    private ChildJvm start(HomeFolder home, Kill kill) throws IOException {
        var arguments = new String[] {
            home.path().toString(), dataset.toString(), kill.step(), Integer.toString(kill.count()), home.ledgerUrl()
        };
        return ChildJvm.start(List.of("-Xmx128m"), StormMain.class, arguments);
    }
}
