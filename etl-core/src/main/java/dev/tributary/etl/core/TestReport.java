package dev.tributary.etl.core;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of a dataset's tests.
 *
 * @param results in the order of the dataset file; empty when it has no tests
 */
public record TestReport(String datasetId, List<Result> results) {
    /** The instant of a test's job, so that a test gives the same on every day. */
    public static final Instant INSTANT = Instant.parse("2000-01-01T00:00:00Z");

    public TestReport {
        results = List.copyOf(results);
    }

    /** Whether no test failed. */
    public boolean ok() {
        return results.stream().noneMatch(r -> r.outcome() == Outcome.FAILED);
    }

    /** How a test ended. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** Its expectation was written anew, and all else is as expected. */
        UPDATED;

        /** The word in {@code --json}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A test.
     *
     * @param name its setting, such as {@code tests[0]}
     * @param files the names of its input's files
     * @param expectation the file of the records that it expects
     * @param differences the first {@value #MAX_DIFFERENCES} of them
     * @param differenceCount how many there are
     * @param rejects the first of the rejects, expected or not
     */
    public record Result(
            String name,
            Outcome outcome,
            List<String> files,
            Path expectation,
            RecordCounts records,
            List<Difference> differences,
            int differenceCount,
            List<RejectedRecord> rejects) {
        /** More are not kept. */
        public static final int MAX_DIFFERENCES = 1_000;

        public Result {
            files = List.copyOf(files);
            differences = List.copyOf(differences);
            rejects = List.copyOf(rejects);
        }
    }

    /** What did not come as expected. */
    public enum Kind {
        /** A field has another value, or one of both is absent. */
        FIELD,
        /** An expected record did not come. */
        MISSING,
        /** A record came that no line expects. */
        UNEXPECTED,
        /** A record came before that of the line above. */
        ORDER,
        /** There are more or fewer of some records than the test says. */
        COUNT,
        /** The run of the test failed. */
        FAILURE;

        /** The word in {@code --json}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One difference.
     *
     * @param place the line of the expectation, {@code file:line}, or the file when no line speaks of the record; of counts and failures the test's
     *     {@code file:line:column}
     * @param record type and identifier, as far as they are known
     * @param field such as {@code data.features[3].start}, or the key of a count; empty when it is about a whole record
     * @param expected texts, numbers, booleans, lists, maps; empty for absent
     * @param found likewise; of a failure its message
     * @param source where the record stood, {@code file:line} or {@code file@offset}; empty when none came
     */
    public record Difference(
            Kind kind,
            String place,
            String record,
            String field,
            Optional<Object> expected,
            Optional<Object> found,
            String source) {}
}
