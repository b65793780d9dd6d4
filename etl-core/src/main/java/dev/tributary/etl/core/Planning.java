package dev.tributary.etl.core;

import dev.tributary.etl.core.dataset.Dataset;
import dev.tributary.etl.core.dataset.RunSettings;
import dev.tributary.etl.core.dataset.StageConfig;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.plan.ParseRule;
import dev.tributary.etl.core.internal.engine.plan.RejectLimit;
import dev.tributary.etl.core.internal.engine.plan.StageMaker;
import dev.tributary.etl.core.internal.frame.FrameLimits;
import dev.tributary.etl.core.internal.ledger.DuplicateRule;
import dev.tributary.etl.core.internal.ledger.SharedJob;
import dev.tributary.etl.core.internal.retention.RetentionRule;
import dev.tributary.etl.spi.event.Notifier;
import dev.tributary.etl.spi.stage.Extractor;
import dev.tributary.etl.spi.stage.FileParser;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Normalizer;
import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.spi.stage.Transformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Turns a dataset into what the engine runs. */
final class Planning {
    private final Dataset dataset;
    private final RunRequest request;

    Planning(Dataset dataset, RunRequest request) {
        this.dataset = dataset;
        this.request = request;
    }

    JobPlan plan() {
        return new JobPlan(
                names(),
                stages(),
                sizes(),
                policy(),
                passes(),
                makers(Notifier.class, dataset.backends().notifiers()),
                retention());
    }

    private RetentionRule retention() {
        return dataset.retention()
                .map(set -> new RetentionRule(set.archiveAfter(), set.deleteAfter()))
                .orElse(RetentionRule.NONE);
    }

    private JobPlan.Names names() {
        return new JobPlan.Names(
                dataset.id(),
                dataset.organization(),
                dataset.release().named(),
                dataset.release().internal(),
                dataset.configHash(),
                dataset.identity().loadHash(),
                dataset.identity().source().text(),
                sources(),
                dataset.plugins(),
                request.parameters(),
                about());
    }

    private List<SharedJob.Source> sources() {
        var source = dataset.identity().source();
        return Stream.concat(Stream.of(source), source.parents().stream())
                .map(each -> new SharedJob.Source(
                        each.file().toAbsolutePath().normalize().toString(), each.ownText()))
                .toList();
    }

    private Map<String, String> about() {
        var about = new TreeMap<String, String>();
        var description = dataset.description();
        put(about, "description", description.text());
        put(about, "licence", description.licence());
        put(about, "citation", description.citation());
        put(about, "provider", description.provider());
        put(about, "frequency", description.frequency());
        return about;
    }

    private static void put(Map<String, String> about, String name, Optional<String> value) {
        value.ifPresent(v -> about.put(name, v));
    }

    private JobPlan.Stages stages() {
        var stages = dataset.stages();
        var parsers = stages.parse().stream().map(Planning::rule).toList();
        return new JobPlan.Stages(
                maker(Extractor.class, stages.extract()),
                parsers,
                makers(Normalizer.class, stages.normalize()),
                makers(Transformer.class, stages.transform()),
                makers(Loader.class, stages.load()));
    }

    private static ParseRule rule(dev.tributary.etl.core.dataset.ParseRule rule) {
        return rule.parser().kind() == FileParser.class
                ? new ParseRule.WholeFiles(rule::matches, maker(FileParser.class, rule.parser()))
                : new ParseRule.Records(rule::matches, maker(Parser.class, rule.parser()));
    }

    private static <T> List<StageMaker<T>> makers(Class<T> kind, List<StageConfig> stages) {
        return stages.stream().map(s -> maker(kind, s)).toList();
    }

    private static <T> StageMaker<T> maker(Class<T> kind, StageConfig stage) {
        return context -> stage.create(kind, context);
    }

    private JobPlan.Sizes sizes() {
        var run = dataset.run();
        int chunkRecords = Math.min(FrameLimits.DEFAULT.chunkRecords(), run.parseBatch());
        var frames = new FrameLimits(
                chunkRecords,
                run.chunkBytes().asInt(),
                run.parseBatch(),
                run.unitBytes().bytes(),
                run.maxRecordBytes().bytes());
        var expanded = run.maxExpandedBytes()
                .map(size -> OptionalLong.of(size.bytes()))
                .orElse(OptionalLong.empty());
        return new JobPlan.Sizes(frames, expanded, request.workers().orElse(run.workers()), run.storeBatch());
    }

    private JobPlan.Policy policy() {
        var run = dataset.run();
        var limits = dataset.rules().limits();
        return new JobPlan.Policy(
                new RejectLimit(
                        limits.rejectCount().orElse(-1L), limits.rejectShare().orElse(-1.0)),
                JobPlan.Verify.valueOf(dataset.rules().verify().name()),
                run.maxAttempts(),
                run.heartbeat(),
                run.lease(),
                run.shutdown());
    }

    private JobPlan.Passes passes() {
        var duplicates = dataset.rules().duplicates();
        var rule = DuplicateRule.valueOf(duplicates.rule().name());
        var mode = dataset.mode() == RunSettings.Mode.STAGED ? JobPlan.Mode.STAGED : JobPlan.Mode.DIRECT;
        return new JobPlan.Passes(mode, rule, duplicates.field());
    }
}
