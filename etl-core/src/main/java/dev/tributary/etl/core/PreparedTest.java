package dev.tributary.etl.core;

import dev.tributary.etl.core.config.ConfigProblem;
import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.dataset.Dataset;
import dev.tributary.etl.core.dataset.Fixture;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.plan.RejectLimit;
import dev.tributary.etl.core.internal.extract.FileExtractorFactory;
import dev.tributary.etl.core.internal.extract.FileOptions;
import dev.tributary.etl.core.internal.extract.ReadingOptions;
import dev.tributary.etl.core.internal.fixture.Expectation;
import dev.tributary.etl.core.internal.load.LineCollector;
import dev.tributary.etl.core.internal.retention.RetentionRule;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/** A test of a dataset with its files looked at. */
record PreparedTest(Dataset dataset, int index, Fixture fixture, Expectation expectation) {
    /** How files are read when the dataset's extractor does not say. */
    private enum AsTheyAre implements ReadingOptions {
        INSTANCE;

        @Override
        public List<String> members() {
            return List.of();
        }

        @Override
        public Optional<Charset> charset() {
            return Optional.empty();
        }
    }

    static PreparedTest of(Dataset dataset, int index) {
        var fixture = dataset.tests().get(index);
        return new PreparedTest(dataset, index, fixture, Expectation.read(fixture.expect()));
    }

    /** Its setting. */
    String name() {
        return "tests[" + index + "]";
    }

    /** Where a key of it is written, or the test itself when it is not. */
    Place place(String key) {
        return place(dataset, name() + "." + key)
                .or(() -> place(dataset, name() + ".input"))
                .orElseGet(
                        () -> Place.startOf(dataset.identity().source().file().toString()));
    }

    private static Optional<Place> place(Dataset dataset, String path) {
        return dataset.settings().stream()
                .filter(s -> s.path().equals(path) || s.path().startsWith(path + "["))
                .findFirst()
                .flatMap(s -> s.place());
    }

    /** What is wrong with its input. */
    Optional<ConfigProblem> inputProblem() throws InterruptedException {
        try {
            extractor().release("");
            return Optional.empty();
        } catch (EtlException e) {
            return Optional.of(ConfigProblem.at(place("input"), name() + ".input", e.problem()));
        } catch (IllegalArgumentException | IOException e) {
            var problem = Problem.of(StandardError.OPTION_INVALID, "Cannot read the input: " + e.getMessage());
            return Optional.of(ConfigProblem.at(place("input"), name() + ".input", problem));
        }
    }

    private Extractor extractor() {
        var options = dataset.stages().extract().options();
        var reading = options instanceof ReadingOptions known ? known : AsTheyAre.INSTANCE;
        return FileExtractorFactory.extractor(FileOptions.of(fixture.input(), reading));
    }

    /** The dataset's plan with these files instead of its source, without limits, and into a collector. */
    JobPlan plan(RunRequest request, LineCollector into) {
        var plan = new Planning(dataset, request).plan();
        var stages = plan.stages();
        var policy = plan.policy();
        return new JobPlan(
                plan.names(),
                new JobPlan.Stages(
                        context -> extractor(),
                        stages.parsers(),
                        stages.normalizers(),
                        stages.transformers(),
                        List.of(context -> into)),
                plan.sizes(),
                new JobPlan.Policy(
                        RejectLimit.BOUNDLESS,
                        JobPlan.Verify.NONE,
                        policy.maxAttempts(),
                        policy.heartbeat(),
                        policy.lease(),
                        policy.shutdown()),
                plan.passes(),
                List.of(),
                RetentionRule.NONE);
    }
}
