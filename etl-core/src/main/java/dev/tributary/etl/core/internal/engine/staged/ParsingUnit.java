package dev.tributary.etl.core.internal.engine.staged;

import dev.tributary.etl.core.internal.chunk.UnitReader;
import dev.tributary.etl.core.internal.engine.source.FileGroup;
import dev.tributary.etl.core.internal.engine.source.GroupSources;
import dev.tributary.etl.core.internal.engine.unit.StagesBySource;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.ledger.UnitResult;
import dev.tributary.etl.core.internal.spill.SpillFolder;
import dev.tributary.etl.core.internal.stage.ChunkOutcome;
import dev.tributary.etl.core.internal.stage.GroupProcessor.End;
import dev.tributary.etl.core.internal.staging.RecordPacker;
import java.io.IOException;
import java.util.List;

/** How parse units are done: from a unit's chunks to rows that wait in the ledger. One thread, for any number of units of one job. */
final class ParsingUnit implements AutoCloseable {
    private final StagedJob job;
    private final WaitingUnit.Making making;
    private final StagesBySource stages;

    ParsingUnit(StagedJob job, SpillFolder spills) {
        this.job = job;
        this.making =
                new WaitingUnit.Making(job, new RecordPacker(job.plan().passes().newest()), spills);
        this.stages = new StagesBySource(job.stages());
    }

    /** Does a unit and commits it. */
    UnitResult run(Claim claim) throws IOException, InterruptedException {
        try (var reader = job.objects().open(claim.unit(), job.ranges())) {
            var group = reader.group();
            return group.isPresent() ? parse(claim, group(group.get())) : parse(claim, reader);
        }
    }

    private FileGroup group(List<Integer> indexes) {
        return new FileGroup(job.files().stream()
                .filter((RawFile file) -> indexes.contains(file.index()))
                .toList());
    }

    private UnitResult parse(Claim claim, UnitReader reader) throws IOException, InterruptedException {
        var first = reader.next();
        try (var unit = new WaitingUnit(claim, first == null ? "" : first.source(), making)) {
            for (var chunk = first; chunk != null; chunk = reader.next()) {
                job.steps().reached("parse");
                add(unit, chunk, stages.of(chunk.source()).process(chunk));
            }
            return unit.commit();
        }
    }

    private UnitResult parse(Claim claim, FileGroup group) throws IOException, InterruptedException {
        try (var unit = new WaitingUnit(claim, "", making)) {
            unit.cover(group);
            if (parse(group, unit) instanceof End.Rejected rejected) {
                return reject(claim, group, rejected);
            }
            return unit.commit();
        }
    }

    private End parse(FileGroup group, WaitingUnit unit) throws IOException, InterruptedException {
        job.steps().reached("parse");
        try (var processor = job.stages().processor(group);
                var sources = new GroupSources(job.streams())) {
            return processor.process(sources.of(group), (place, piece) -> add(unit, place, piece));
        }
    }

    private UnitResult reject(Claim claim, FileGroup group, End.Rejected rejected)
            throws IOException, InterruptedException {
        try (var unit = new WaitingUnit(claim, "", making)) {
            unit.cover(group);
            add(unit, rejected.place(), rejected.piece());
            return unit.commit();
        }
    }

    private void add(WaitingUnit unit, FramedChunk chunk, ChunkOutcome outcome) throws IOException {
        unit.add(chunk, outcome);
        Counts counts = outcome.counts();
        job.progress().parsed(counts.read(), counts.rejected());
    }

    @Override
    public void close() throws IOException {
        stages.close();
    }
}
