package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.RunStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A replay that gets SIGKILL between two steps, started again, ends as one that nobody disturbed. */
@Timeout(300)
class ReplayKillTest {
    private static final String LOADERS = Bench.JSONL + ", { plugin: files, formats: [json] }";
    private static final int EVERY = 1;
    private static final int SMALL_STORM_TAKES_EVERY = 3;

    private static final List<String> STEPS = List.of(
            "load",
            "unit_commit",
            "unit_commit.ledger",
            "unit_commit.done",
            "publish.loader",
            "publish.manifest",
            "publish.commit",
            "publish.commit.done",
            "publish.pointer",
            "publish.state",
            "publish.ledger",
            "publish.done");

    @TempDir
    Path folder;

    private Bench torn;

    static Stream<String> steps() {
        int each = Storm.full() ? EVERY : SMALL_STORM_TAKES_EVERY;
        return Stream.iterate(each - 1, i -> i < STEPS.size(), i -> i + each).map(STEPS::get);
    }

    @BeforeEach
    void bench() throws IOException {
        torn = new Bench(Files.createDirectory(folder.resolve("torn")));
    }

    private static Path dataset(Bench bench, String refused) throws IOException {
        bench.source("a.txt", "a0 a1\nbad2\na3 bad4 a5\n!\na6\nbad7 bad8\n".getBytes(StandardCharsets.UTF_8));
        bench.source("b.txt", "b0\nbad9\na0\n".getBytes(StandardCharsets.UTF_8));
        return ReplayTest.dataset(bench, refused, LOADERS);
    }

    private static void run(Bench bench) throws IOException, InterruptedException {
        try (var etl = ReplayTest.etl(bench)) {
            assertThat(etl.run(Bench.request(dataset(bench, "bad"))).status()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    private static RunStatus replay(Bench bench) throws IOException, InterruptedException {
        try (var etl = ReplayTest.etl(bench)) {
            var report = etl.startReplay(Bench.request(dataset(bench, "nothing")), List.of())
                    .await();
            assertThat(report.failure()).isEmpty();
            return report.status();
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void startedAgainItEndsAsIfNobodyHadKilledIt(String step) throws IOException, InterruptedException, SQLException {
        run(torn);
        var dataset = dataset(torn, "nothing");
        var sign = folder.resolve("reached");
        var arguments = new String[] {torn.home().path().toString(), dataset.toString(), step, "1", sign.toString()};
        try (var child = ChildJvm.start(List.of("-Xmx128m"), ReplayMain.class, arguments)) {
            assertThat(child.killWhenThere(sign))
                    .as("%s: %s", step, child.output())
                    .isTrue();
        }
        replay(torn);

        var calm = new Bench(Files.createDirectory(folder.resolve("calm")));
        run(calm);
        assertThat(replay(calm)).isEqualTo(RunStatus.COMPLETED);
        Snapshot.of(calm.home()).assertSame(Snapshot.of(torn.home()), "a kill at " + step);
        var before = Snapshot.inFull(torn.home());
        assertThat(replay(torn)).isEqualTo(RunStatus.UNCHANGED);
        before.assertSame(Snapshot.inFull(torn.home()), "a replay that has nothing to do");
    }
}
