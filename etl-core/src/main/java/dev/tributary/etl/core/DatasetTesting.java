package dev.tributary.etl.core;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.config.ConfigProblem;
import dev.tributary.etl.core.dataset.Dataset;
import dev.tributary.etl.core.internal.engine.FixtureRun;
import dev.tributary.etl.core.internal.engine.home.Scratch;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.fixture.Comparison;
import dev.tributary.etl.core.internal.fixture.Expectation;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.load.LineCollector;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs the tests of a dataset and says what did not come as expected. One thread, used once. */
final class DatasetTesting {
    private final Dataset dataset;
    private final RunRequest request;
    private final Homes homes;
    private final Set<Path> written = new HashSet<>();

    DatasetTesting(Dataset dataset, RunRequest request, Homes homes) {
        this.dataset = dataset;
        this.request = request;
        this.homes = homes;
    }

    /** Makes homes in folders that are deleted afterwards. */
    interface Homes {
        EmbeddedHome in(Path folder);
    }

    /** What a test's run left. */
    private record Ran(RunOutcome outcome, List<LineCollector.Line> lines) {
        boolean completed() {
            return outcome.status() == RunOutcome.Status.COMPLETED;
        }
    }

    TestReport test() throws InterruptedException {
        var tests = prepared();
        var problems = inputProblems(tests);
        tests.forEach(test -> problems.addAll(test.expectation().problems()));
        requireNone(problems);
        var results = new ArrayList<TestReport.Result>();
        for (var test : tests) {
            var ran = run(test);
            results.add(result(test, ran, TestReport.Outcome.PASSED));
        }
        return new TestReport(dataset.id(), results);
    }

    /** Expectations need not be there, or in order: they are written. */
    TestReport update() throws InterruptedException {
        var tests = prepared();
        requireNone(inputProblems(tests));
        var results = new ArrayList<TestReport.Result>();
        for (var test : tests) {
            results.add(updated(test, run(test)));
        }
        return new TestReport(dataset.id(), results);
    }

    private List<PreparedTest> prepared() {
        return IntStream.range(0, dataset.tests().size())
                .mapToObj(i -> PreparedTest.of(dataset, i))
                .toList();
    }

    private static List<ConfigProblem> inputProblems(List<PreparedTest> tests) throws InterruptedException {
        var problems = new ArrayList<ConfigProblem>();
        for (var test : tests) {
            test.inputProblem().ifPresent(problems::add);
        }
        return problems;
    }

    /** Two tests may name one expectation. */
    private static void requireNone(List<ConfigProblem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream().distinct().toList());
        }
    }

    private Ran run(PreparedTest test) throws InterruptedException {
        try (var scratch = Scratch.outside();
                var home = homes.in(scratch.folder())) {
            var collector = new LineCollector();
            var asOf = request.asOf().orElse(TestReport.INSTANT);
            var outcome = new FixtureRun(test.plan(request, collector), home.open(), asOf).run();
            if (outcome.status() == RunOutcome.Status.INTERRUPTED) {
                Thread.interrupted();
                throw new InterruptedException("interrupted in " + test.name());
            }
            return new Ran(outcome, collector.lines());
        } catch (IOException e) {
            throw unwritable("Cannot make a home for " + test.name() + ": " + e, e);
        }
    }

    private static EtlException unwritable(String message, IOException e) {
        return new EtlException(
                Problem.of(StandardError.STORE_UNAVAILABLE, message).withHint("check space and rights"), e);
    }

    private TestReport.Result result(PreparedTest test, Ran ran, TestReport.Outcome good) {
        var all = new ArrayList<>(counted(test, ran));
        if (ran.completed()) {
            all.addAll(compared(test.expectation(), test, ran));
        }
        var shown = all.subList(0, Math.min(all.size(), TestReport.Result.MAX_DIFFERENCES));
        return new TestReport.Result(
                test.name(),
                all.isEmpty() ? good : TestReport.Outcome.FAILED,
                ran.outcome().files().stream().map(RawFile::name).toList(),
                test.fixture().expect().normalize(),
                Reports.counts(ran.outcome().counts()),
                shown,
                all.size(),
                ran.outcome().firstRejects().stream().map(Reports::reject).toList());
    }

    /** An expectation that holds stays as its author wrote it, and so does one that an earlier test wrote just now. */
    private TestReport.Result updated(PreparedTest test, Ran ran) {
        var file = test.fixture().expect().normalize();
        boolean holds = test.expectation().problems().isEmpty()
                && compared(test.expectation(), test, ran).isEmpty();
        if (holds || !ran.completed() || !written.add(file)) {
            var now = new PreparedTest(dataset, test.index(), test.fixture(), Expectation.read(file));
            return result(now, ran, TestReport.Outcome.PASSED);
        }
        try {
            Expectation.write(
                    file, ran.lines().stream().map(LineCollector.Line::essence).toList());
        } catch (IOException e) {
            throw unwritable("Cannot write " + file + ": " + e, e);
        }
        var now = new PreparedTest(dataset, test.index(), test.fixture(), Expectation.read(file));
        return result(now, ran, TestReport.Outcome.UPDATED);
    }

    private static List<TestReport.Difference> compared(Expectation expectation, PreparedTest test, Ran ran) {
        var extent = Comparison.Extent.valueOf(test.fixture().fields().name());
        var lines = ran.lines().stream().map(LineCollector.Line::whole).toList();
        return new Comparison(extent)
                .of(expectation, lines).stream().map(d -> difference(test, d)).toList();
    }

    private static TestReport.Difference difference(
            PreparedTest test, dev.tributary.etl.core.internal.fixture.Difference d) {
        var file = test.fixture().expect().normalize().toString();
        var place = d.line() == 0 ? file : file + ":" + d.line();
        return new TestReport.Difference(
                TestReport.Kind.valueOf(d.kind().name()),
                place,
                d.record(),
                d.field(),
                Optional.ofNullable(d.expected()),
                Optional.ofNullable(d.found()),
                d.source());
    }

    /** Counts are of no use when the run stopped on its way. */
    private static List<TestReport.Difference> counted(PreparedTest test, Ran ran) {
        if (!ran.completed()) {
            var failure = ran.outcome().failure().map(Problem::toString);
            var place = test.place("input").toString();
            return List.of(new TestReport.Difference(
                    TestReport.Kind.FAILURE, place, "", "", Optional.empty(), failure.map(f -> f), ""));
        }
        var counts = ran.outcome().counts();
        var fixture = test.fixture();
        return Stream.of(
                        count(test, "rejected", Optional.of(fixture.rejected()), counts.rejected()),
                        count(test, "filtered", fixture.filtered(), counts.filtered()),
                        count(test, "duplicate", fixture.duplicate(), counts.duplicate()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<TestReport.Difference> count(
            PreparedTest test, String key, Optional<Long> expected, long found) {
        return expected.filter(count -> count != found)
                .map(count -> new TestReport.Difference(
                        TestReport.Kind.COUNT,
                        test.place(key).toString(),
                        "",
                        key,
                        Optional.of(count),
                        Optional.of(found),
                        ""));
    }
}
