package dev.tributary.etl.core;

import dev.tributary.etl.core.internal.engine.forecast.Forecast;
import dev.tributary.etl.core.internal.engine.past.Schedule;
import dev.tributary.etl.core.internal.engine.run.WorkTally;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.ledger.StoredLetter;
import dev.tributary.etl.core.internal.ledger.TracedRecord;
import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.SourceFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;

/** Turns the ledger's rows into what hosts see. */
final class Reports {
    private Reports() {}

    static WorkerFigures figures(WorkTally tally) {
        var n = tally.numbers();
        return new WorkerFigures(
                n.unitsParsed(),
                n.unitsStored(),
                n.unitsFailed(),
                n.recordsRead(),
                n.recordsLoaded(),
                n.recordsRejected(),
                n.bytes(),
                n.leasesLost());
    }

    static FileReport file(RawFile file) {
        return new FileReport(file.name(), file.md5(), file.sha256(), file.bytes(), file.expected());
    }

    /** A source's file, without what a location may hold of secrets. */
    static OfferedFile offered(SourceFile file) {
        var checksums = file.checksums().stream().map(Checksum::toString).toList();
        return new OfferedFile(file.name(), place(file.location()), file.size(), checksums);
    }

    /** Whose plan it is, and how its jobs are told of. */
    record About(String dataset, Function<Job, JobSummary> summaries) {}

    static Plan plan(Forecast forecast, Schedule schedule, About about) {
        var files = forecast.files().stream()
                .map(f -> new Plan.PlannedFile(
                        offered(f.source()), Plan.Change.valueOf(f.change().name()), f.kept()))
                .toList();
        return new Plan(
                about.dataset(),
                Plan.Action.valueOf(forecast.action().name()),
                forecast.release(),
                forecast.why(),
                files,
                forecast.job().map(about.summaries()),
                forecast.state(),
                new Plan.Releases(schedule.loaded(), schedule.turns(), schedule.later()));
    }

    private static String place(URI location) {
        if ("file".equals(location.getScheme())) {
            return Path.of(location).toString();
        }
        var text = location.toString().replaceFirst("//[^/@]*@", "//");
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    /** {@code file:line}, or {@code file@offset} when the source has no lines. */
    static String place(String file, long line, long offset) {
        return line > 0 ? file + ":" + line : file + "@" + offset;
    }

    static RecordCounts counts(Counts c) {
        return new RecordCounts(c.read(), c.derived(), c.loaded(), c.rejected(), c.filtered(), c.duplicate());
    }

    static RejectedRecord reject(StoredLetter letter) {
        return new RejectedRecord(
                letter.id(),
                letter.job(),
                letter.code(),
                letter.message(),
                letter.field(),
                letter.hint(),
                letter.type(),
                letter.identifier(),
                letter.source(),
                letter.offset(),
                letter.length(),
                letter.line(),
                letter.raw().clone(),
                letter.curedBy());
    }

    static RecordTrace trace(TracedRecord row) {
        return new RecordTrace(
                row.job(),
                row.externalVersion(),
                row.type(),
                row.identifier(),
                row.name(),
                row.contentSha256(),
                row.contentMd5(),
                row.sequenceMd5(),
                file(row.file()),
                row.file().key(),
                row.ordinal(),
                row.offset(),
                row.length(),
                row.line(),
                row.source());
    }
}
