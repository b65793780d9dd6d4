package dev.tributary.etl.core;

import dev.tributary.etl.core.dataset.Dataset;
import dev.tributary.etl.core.internal.engine.home.Host;
import dev.tributary.etl.core.internal.engine.sampling.Sample;
import dev.tributary.etl.core.internal.engine.sampling.SampleStage;
import dev.tributary.etl.core.internal.engine.sampling.Sampling;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Takes a sample of a dataset and turns it into what hosts see. */
final class Previewing {
    private final Dataset dataset;
    private final PreviewRequest request;

    Previewing(Dataset dataset, PreviewRequest request) {
        this.dataset = dataset;
        this.request = request;
    }

    Preview from(Host host) throws InterruptedException {
        var run = RunRequest.of(request.dataset()).withParameters(request.parameters());
        var sampling = new Sampling(new Planning(dataset, run).plan(), host);
        return preview(sampling.take(
                request.limit(), SampleStage.valueOf(request.stage().name())));
    }

    private Preview preview(Sample sample) {
        var records = request.stage() == PreviewStage.EXTRACT
                ? sample.sources().stream().map(Previewing::row).toList()
                : sample.records().stream().map(Previewing::row).toList();
        return new Preview(
                dataset.id(),
                request.stage(),
                Optional.of(sample.release()).filter(r -> !r.isEmpty()),
                sample.files().stream().map(Reports::offered).toList(),
                records,
                sample.rejects().stream().flatMap(r -> rejects(r).stream()).toList(),
                sample.atEnd());
    }

    private static Preview.Row row(Sample.Source source) {
        var text = new String(source.bytes(), StandardCharsets.UTF_8);
        return new Preview.Row("", "", place(source.origin()), false, Map.of("source", text));
    }

    private static Preview.Row row(Sample.Sampled sampled) {
        var record = sampled.record();
        return new Preview.Row(
                record.type().name(), key(record), place(record.origin()), sampled.deletion(), record.fields());
    }

    /** Behind the parser a record may be without a key that a later stage gives it. */
    private static String key(DataRecord record) {
        boolean has = Arrays.stream(record.type().key()).allMatch(column -> record.value(column) != null);
        return has ? record.key() : "";
    }

    private static String place(Origin origin) {
        return Reports.place(origin.source(), origin.line(), origin.offset());
    }

    private static List<RejectedRecord> rejects(DeadLetter letter) {
        return letter.problems().stream().map(p -> reject(letter, p)).toList();
    }

    private static RejectedRecord reject(DeadLetter letter, Problem problem) {
        var origin = letter.origin();
        return new RejectedRecord(
                0,
                "",
                problem.code().label(),
                problem.message(),
                problem.field().orElse(""),
                problem.hint().orElse(""),
                Objects.requireNonNullElse(letter.type(), ""),
                Objects.requireNonNullElse(letter.identifier(), ""),
                origin.source(),
                origin.offset(),
                origin.length(),
                origin.line(),
                letter.raw().clone(),
                Optional.empty());
    }
}
