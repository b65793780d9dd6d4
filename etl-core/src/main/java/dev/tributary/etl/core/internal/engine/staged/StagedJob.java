package dev.tributary.etl.core.internal.engine.staged;

import dev.tributary.etl.core.internal.chunk.RawRanges;
import dev.tributary.etl.core.internal.chunk.UnitObjects;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.job.JobIdentity;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.run.Progress;
import dev.tributary.etl.core.internal.engine.source.RawStreams;
import dev.tributary.etl.core.internal.engine.source.SourceStreams;
import dev.tributary.etl.core.internal.engine.unit.SourceWalk;
import dev.tributary.etl.core.internal.engine.unit.StageSet;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.spi.io.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A staged job as one process works on it: what its framing pass and its units need. Thread-safe.
 *
 * @param plan cut as the job began
 * @param streams of whole raw files, for the framing pass and for groups
 */
public record StagedJob(
        Job job,
        JobPlan plan,
        List<RawFile> files,
        Ledger ledger,
        StageSet stages,
        SourceStreams streams,
        UnitObjects objects,
        RawRanges ranges,
        Progress progress,
        Steps steps) {
    /** A job in a home, whose stages are prepared. */
    public static StagedJob of(Job job, JobPlan plan, List<RawFile> files, Surroundings around) {
        var home = around.home();
        var raw = new RawArea(home.store(), home.folder());
        Map<Integer, RawFile> byIndex = files.stream().collect(Collectors.toMap(RawFile::index, Function.identity()));
        var draft = job.draft();
        return new StagedJob(
                job,
                plan.withFrames(JobIdentity.frames(draft.shape())),
                files,
                around.ledger(),
                around.stages(),
                new RawStreams(raw, plan.sizes().maxExpandedBytes(), around.progress()::read),
                new UnitObjects(
                        around.units(), new UnitObjects.Place(draft.organization(), draft.externalVersion(), job.id())),
                (file, offset, length) -> raw.open(Objects.requireNonNull(byIndex.get(file)), offset, length),
                around.progress(),
                home.steps());
    }

    /**
     * What a process gives.
     *
     * @param units where units wait
     */
    public record Surroundings(Home home, Ledger ledger, StageSet stages, ObjectStore units, Progress progress) {}

    SourceWalk walk() {
        return new SourceWalk(files, streams, stages, plan.sizes().frames(), steps);
    }
}
