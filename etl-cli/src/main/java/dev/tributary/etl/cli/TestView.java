package dev.tributary.etl.cli;

import dev.tributary.etl.core.TestReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of a dataset's tests, for people and programs. */
final class TestView {
    private static final int MAX_SHOWN = 20;
    private static final int MAX_VALUE_CHARS = 200;

    private final Surroundings surroundings;
    private final PrintWriter out;
    private final String command;

    /** {@code command}: what runs these tests. */
    TestView(Surroundings surroundings, String command) {
        this.surroundings = surroundings;
        this.out = surroundings.out();
        this.command = command;
    }

    void print(TestReport report) {
        List<TestReport.Result> results = report.results();
        if (results.isEmpty()) {
            line(report.datasetId() + "  has no tests; './etl test --help' shows how to write one");
            return;
        }
        long failed = count(results, TestReport.Outcome.FAILED);
        String verdict =
                failed == 0 ? "all " + results.size() + " passed" : failed + " of " + results.size() + " failed";
        line(report.datasetId() + "  " + (results.size() == 1 && failed == 0 ? "passed" : verdict));
        results.forEach(this::print);
        boolean isStale = results.stream().anyMatch(TestView::couldBeUpdated);
        if (isStale && count(results, TestReport.Outcome.UPDATED) == 0) {
            line("  next      mend the dataset, or if what came is right: " + command + " --update");
        }
    }

    private static long count(List<TestReport.Result> results, TestReport.Outcome outcome) {
        return results.stream().filter(r -> r.outcome() == outcome).count();
    }

    private static boolean couldBeUpdated(TestReport.Result result) {
        return result.differences().stream()
                .anyMatch(d -> d.kind() != TestReport.Kind.COUNT && d.kind() != TestReport.Kind.FAILURE);
    }

    private void print(TestReport.Result result) {
        String files = String.join(", ", result.files());
        line(String.format(Locale.ROOT, "  %-9s %s  %s", result.outcome().word(), result.name(), files));
        line("            " + ReportText.countsWithoutLoad(result.records()));
        if (result.outcome() == TestReport.Outcome.UPDATED) {
            line("            wrote " + shown(result.expectation().toString()) + "; look at it before you keep it");
        }
        result.differences().stream().limit(MAX_SHOWN).forEach(this::print);
        if (result.differenceCount() > MAX_SHOWN) {
            line("            ... " + result.differenceCount() + " differences in all; --json has more");
        }
        if (result.outcome() == TestReport.Outcome.FAILED) {
            result.rejects().forEach(r -> line("    reject    " + r.place() + "  " + r.code() + ": " + r.message()));
        }
    }

    private void print(TestReport.Difference difference) {
        String about = (difference.record() + "  " + difference.field()).strip();
        line("    " + shown(difference.place()) + (about.isEmpty() ? "" : "  " + about));
        switch (difference.kind()) {
            case FIELD, COUNT -> {
                line("      expected  " + value(difference.expected()));
                line("      found     " + value(difference.found()) + from(difference));
            }
            case MISSING -> line("      expected, and did not come");
            case UNEXPECTED -> line("      not expected, and came" + from(difference));
            case ORDER -> line("      came" + from(difference) + ", before the record of an earlier line");
            case FAILURE ->
                line("      could not be run: "
                        + difference.found().map(Object::toString).orElse("it was stopped"));
        }
    }

    private static String from(TestReport.Difference difference) {
        return difference.source().isEmpty() ? "" : "  (from " + difference.source() + ")";
    }

    private static String value(Optional<Object> value) {
        return value.map(v -> Cell.cut(JsonText.value(v), MAX_VALUE_CHARS)).orElse("absent");
    }

    /** As short as the working folder allows. */
    private String shown(String place) {
        Path here = surroundings.resolve(Path.of("")).toAbsolutePath().normalize();
        return place.startsWith(here + "/") ? place.substring(here.toString().length() + 1) : place;
    }

    private void line(String text) {
        out.println(PrintableText.of(text));
    }

    Map<String, @Nullable Object> json(TestReport report) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("dataset_id", report.datasetId());
        object.put("ok", report.ok());
        object.put("tests", report.results().stream().map(TestView::json).toList());
        return object;
    }

    private static Map<String, @Nullable Object> json(TestReport.Result result) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", result.name());
        object.put("outcome", result.outcome().word());
        object.put("files", result.files());
        object.put("expectation", result.expectation().toString());
        object.put("records", ReportJson.records(result.records()));
        object.put("difference_count", result.differenceCount());
        object.put(
                "differences", result.differences().stream().map(TestView::json).toList());
        object.put("rejects", result.rejects().stream().map(ReportJson::problem).toList());
        return object;
    }

    private static Map<String, @Nullable Object> json(TestReport.Difference difference) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("kind", difference.kind().word());
        object.put("place", difference.place());
        object.put("record", ReportJson.nullIfEmpty(difference.record()));
        object.put("field", ReportJson.nullIfEmpty(difference.field()));
        object.put("expected", difference.expected().orElse(null));
        object.put("found", difference.found().orElse(null));
        object.put("source", ReportJson.nullIfEmpty(difference.source()));
        return object;
    }
}
