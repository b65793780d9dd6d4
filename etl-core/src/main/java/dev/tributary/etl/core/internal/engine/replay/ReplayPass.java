package dev.tributary.etl.core.internal.engine.replay;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.run.Failures;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import dev.tributary.etl.core.internal.engine.source.SourceRecords;
import dev.tributary.etl.core.internal.engine.source.SourceStreams;
import dev.tributary.etl.core.internal.engine.unit.ChunkSpan;
import dev.tributary.etl.core.internal.engine.unit.OpenUnit;
import dev.tributary.etl.core.internal.engine.unit.SeenKeys;
import dev.tributary.etl.core.internal.engine.unit.StageSet;
import dev.tributary.etl.core.internal.engine.unit.StagesBySource;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.ledger.RejectedSource;
import dev.tributary.etl.core.internal.ledger.Replays.Kept;
import dev.tributary.etl.core.internal.ledger.Worker;
import dev.tributary.etl.core.internal.stage.ChunkProcessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One pass over the source records that a replay reads again, in units behind those of the job before it: records in source order, as many to a unit
 * as elsewhere, none of two files. One thread; there are few. A failure ends it, and the next pass goes on.
 */
final class ReplayPass {
    private final Ledger ledger;
    private final JobPlan plan;
    private final StageSet stages;
    private final Surroundings surroundings;
    private final String job;
    private final Set<Kept> kept;
    private final OpenUnit.Loading loading;
    private final SeenKeys seen;
    private final BitSet completed;
    private int unit;

    /** What a pass is given besides its job. */
    record Surroundings(SourceStreams streams, Worker worker, RunSignals signals, Home home) {}

    /** {@code firstUnit}: the number of the replay's first unit. */
    ReplayPass(String job, int firstUnit, JobPlan plan, StageSet stages, Surroundings surroundings) {
        this.ledger = surroundings.home().ledger();
        this.plan = plan;
        this.stages = stages;
        this.surroundings = surroundings;
        this.job = job;
        this.unit = firstUnit;
        this.kept = ledger.replays().kept(job);
        this.loading = new OpenUnit.Loading(stages.loaders(), plan.sizes().storeBatch(), stages.spills());
        this.seen = new SeenKeys(ledger, job, loading.folder());
        this.completed = ledger.completedUnits(job);
    }

    /** Runs to the end, or to the end of a unit when the run shall drain; false then. */
    boolean run(List<RawFile> files) throws IOException, InterruptedException {
        Map<Integer, List<RejectedSource>> byFile = new TreeMap<>();
        for (var source : ledger.replays().sources(job)) {
            byFile.computeIfAbsent(source.origin().file(), f -> new ArrayList<>())
                    .add(source);
        }
        try (seen) {
            for (var file : files) {
                var sources = byFile.get(file.index());
                if (sources != null && !read(file, sources)) {
                    return false;
                }
            }
            return true;
        }
    }

    private boolean read(RawFile file, List<RejectedSource> sources) throws IOException, InterruptedException {
        int size = plan.sizes().frames().unitRecords();
        int units = (sources.size() + size - 1) / size;
        if (completed.nextClearBit(unit) >= unit + units) {
            unit += units;
            return true;
        }
        try (var streams = surroundings.streams().open(file);
                var slices = new SourceRecords(
                        file, streams, stages::framing, plan.sizes().frames());
                var stagesOf = new StagesBySource(stages)) {
            for (int from = 0; from < sources.size(); from += size) {
                if (surroundings.signals().draining()) {
                    return false;
                }
                var chunks = new ArrayList<FramedChunk>();
                for (var source : sources.subList(from, Math.min(sources.size(), from + size))) {
                    chunks.add(slices.next(source.origin(), chunks.size()));
                }
                load(chunks, stagesOf);
                unit++;
            }
            return true;
        }
    }

    private void load(List<FramedChunk> chunks, StagesBySource processors) throws IOException, InterruptedException {
        var claim = ledger.claim(job, unit, surroundings.worker(), plan.policy().maxAttempts());
        if (claim.isEmpty()) {
            return;
        }
        try (var open = new OpenUnit(claim.get(), seen, loading)) {
            for (var chunk : chunks) {
                add(open, chunk, processors.of(chunk.source()));
            }
            var steps = surroundings.home().steps();
            steps.reached("unit_commit");
            var result = open.finish();
            steps.reached("unit_commit.ledger");
            ledger.commitUnit(result);
            steps.reached("unit_commit.done");
            seen.unitHandedOver();
        } catch (IOException | RuntimeException | Error e) {
            // A plugin's errors too: the ledger shall know why its unit failed.
            ledger.releaseUnit(claim.get(), Optional.of(Failures.problem(e)));
            throw e;
        } catch (InterruptedException e) {
            ledger.releaseUnit(claim.get(), Optional.empty());
            throw e;
        }
    }

    private void add(OpenUnit open, FramedChunk chunk, ChunkProcessor processor)
            throws IOException, InterruptedException {
        var outcome = processor.process(chunk);
        var span = ChunkSpan.of(chunk);
        Set<String> loaded = new java.util.HashSet<>();
        for (var key : kept) {
            if (key.file() == chunk.file() && key.ordinal() == span.firstOrdinal()) {
                loaded.add(key.type() + '\0' + key.identifier());
            }
        }
        if (!loaded.isEmpty()) {
            outcome.besides((type, identifier) -> loaded.contains(type + '\0' + identifier));
        }
        surroundings.home().steps().reached("load");
        open.add(chunk, outcome);
        surroundings
                .signals()
                .progress()
                .loaded(chunk.records(), outcome.deadLetters().size());
    }
}
