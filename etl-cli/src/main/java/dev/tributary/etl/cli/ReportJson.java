package dev.tributary.etl.cli;

import dev.tributary.etl.core.FileReport;
import dev.tributary.etl.core.RecordCounts;
import dev.tributary.etl.core.RejectedRecord;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.config.ConfigProblem;
import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs as {@code --json} prints them. Names are stable: other programs read them. */
final class ReportJson {
    private static final RecordCounts NONE = new RecordCounts(0, 0, 0, 0, 0, 0);

    private ReportJson() {}

    static Map<String, @Nullable Object> of(RunReport report) {
        List<Object> problems = new ArrayList<>();
        report.failure().ifPresent(failure -> problems.add(problem(failure, "")));
        report.firstRejects().forEach(reject -> problems.add(problem(reject)));
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("dataset_id", report.datasetId());
        object.put("job_id", report.jobId().orElse(null));
        object.put("status", report.status().word());
        object.put("release", report.release().orElse(null));
        object.put("files", report.files().stream().map(ReportJson::file).toList());
        object.put("records", records(report.records()));
        object.put("seconds", milliseconds(report.seconds()));
        object.put("first_record_seconds", milliseconds(report.firstRecordSeconds()));
        object.put("output", report.output());
        object.put("notes", report.notes());
        object.put("problems", problems);
        return object;
    }

    /** A run that could not start. */
    static Map<String, @Nullable Object> of(EtlException e) {
        List<Object> problems = problems(e);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("dataset_id", null);
        object.put("job_id", null);
        object.put("status", RunStatus.FAILED.word());
        object.put("release", null);
        object.put("files", List.of());
        object.put("records", records(NONE));
        object.put("seconds", 0.0);
        object.put("first_record_seconds", 0.0);
        object.put("output", List.of());
        object.put("notes", List.of());
        object.put("problems", problems);
        return object;
    }

    /** All that is wrong, each with code, message, place, field and hint. */
    static List<Object> problems(EtlException e) {
        List<Object> problems = new ArrayList<>();
        if (e instanceof ConfigException config) {
            config.problems().forEach(each -> problems.add(problem(each)));
        } else {
            problems.add(problem(e.problem(), ""));
        }
        return problems;
    }

    static Map<String, @Nullable Object> file(FileReport file) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", file.name());
        object.put("md5", file.md5());
        object.put("sha256", file.sha256());
        object.put("bytes", file.bytes());
        object.put("verified", file.verified().orElse(null));
        return object;
    }

    static Map<String, Object> records(RecordCounts counts) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("read", counts.read());
        object.put("derived", counts.derived());
        object.put("loaded", counts.loaded());
        object.put("rejected", counts.rejected());
        object.put("filtered", counts.filtered());
        object.put("duplicate", counts.duplicate());
        return object;
    }

    private static double milliseconds(double seconds) {
        return Math.round(seconds * 1e3) / 1e3;
    }

    private static Map<String, @Nullable Object> problem(ConfigProblem problem) {
        Place place = new Place(problem.file(), problem.line(), problem.column());
        Map<String, @Nullable Object> object = problem(problem.problem(), place.toString());
        if (!problem.path().isEmpty()) {
            object.put("field", problem.path());
        }
        return object;
    }

    static Map<String, @Nullable Object> problem(Problem problem) {
        return problem(problem, "");
    }

    private static Map<String, @Nullable Object> problem(Problem problem, String place) {
        return problem(new String[] {
            problem.code().label(),
            problem.message(),
            place,
            problem.field().orElse(""),
            problem.hint().orElse("")
        });
    }

    static Map<String, @Nullable Object> problem(RejectedRecord reject) {
        return problem(new String[] {reject.code(), reject.message(), reject.place(), reject.field(), reject.hint()});
    }

    /** Of label, message, place, field and hint; what is empty becomes null. */
    private static Map<String, @Nullable Object> problem(String[] texts) {
        int blank = texts[0].indexOf(' ');
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("code", blank < 0 ? texts[0] : texts[0].substring(0, blank));
        object.put("name", blank < 0 ? null : texts[0].substring(blank + 1));
        object.put("message", texts[1]);
        object.put("place", nullIfEmpty(texts[2]));
        object.put("field", nullIfEmpty(texts[3]));
        object.put("hint", nullIfEmpty(texts[4]));
        return object;
    }

    static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
