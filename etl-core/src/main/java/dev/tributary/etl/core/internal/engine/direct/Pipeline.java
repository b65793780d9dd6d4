package dev.tributary.etl.core.internal.engine.direct;

import dev.tributary.etl.core.internal.engine.direct.Slot.Piece;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.run.Crew;
import dev.tributary.etl.core.internal.engine.run.Failures;
import dev.tributary.etl.core.internal.engine.run.Progress;
import dev.tributary.etl.core.internal.engine.run.Tally;
import dev.tributary.etl.core.internal.engine.run.UnitEnd;
import dev.tributary.etl.core.internal.engine.source.FileGroup;
import dev.tributary.etl.core.internal.engine.source.SourceStreams;
import dev.tributary.etl.core.internal.engine.unit.OpenUnit;
import dev.tributary.etl.core.internal.engine.unit.SeenKeys;
import dev.tributary.etl.core.internal.engine.unit.SourceWalk;
import dev.tributary.etl.core.internal.engine.unit.StageSet;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.ledger.UnitResult;
import dev.tributary.etl.core.internal.ledger.Worker;
import dev.tributary.etl.core.internal.stage.ChunkOutcome;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.Loader;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a job's files: one reading thread, N workers that parse, the calling thread that loads units in source order, and one that commits a
 * unit while the next is loaded. It begins where the ledger says; a failure ends it, and the next pass goes on.
 */
public final class Pipeline {
    private static final int QUEUED_CHUNKS_A_WORKER = 3;

    private final JobPlan plan;
    private final List<RawFile> files;
    private final Ledger ledger;
    private final OpenUnit.Loading loading;
    private final Surroundings surroundings;
    private final BitSet completed;
    private final SeenKeys seen;
    private final HeldClaims claims;
    private final Tally tally;
    private final Committing committing = new Committing();

    private @Nullable OpenUnit open;
    /** The unit that is being committed; the committing thread takes it away when that is done. */
    private volatile @Nullable OpenUnit handed;
    /** The unit that is being loaded. */
    private @Nullable Claim working;

    private Optional<Problem> failure = Optional.empty();

    /** What a pass is given besides its job. */
    public record Surroundings(
            SourceStreams streams,
            StageSet stages,
            Crew crew,
            Worker worker,
            BooleanSupplier draining,
            Consumer<UnitEnd> unitEnds,
            Progress progress,
            Steps steps) {}

    public Pipeline(
            String job,
            JobPlan plan,
            List<RawFile> files,
            Ledger ledger,
            List<Loader> loaders,
            Surroundings surroundings) {
        this.plan = plan;
        this.files = files;
        this.ledger = ledger;
        this.loading = new OpenUnit.Loading(
                loaders, plan.sizes().storeBatch(), surroundings.stages().spills());
        this.surroundings = surroundings;
        this.completed = ledger.completedUnits(job);
        this.seen = new SeenKeys(ledger, job, loading.folder());
        this.claims = new HeldClaims(job, ledger, surroundings.worker(), plan.policy());
        this.tally = new Tally(plan.policy().rejects(), ledger.counts(job));
    }

    /** Runs to the end, or to the end of the units under way when the run shall drain; false then. */
    public boolean run() throws IOException, InterruptedException {
        int workers = plan.sizes().workers();
        int queued = workers * QUEUED_CHUNKS_A_WORKER + 2;
        BlockingQueue<Slot> ordered = new ArrayBlockingQueue<>(queued);
        BlockingQueue<Slot.Task> work = new ArrayBlockingQueue<>(queued);
        var total = tally.total();
        surroundings.progress().restartRecords(total.read(), total.rejected());
        // What passed the limit before this pass must not slip through because no unit is left that would be checked.
        tally.check();
        var stages = surroundings.stages();
        var groups = new GroupParsing(stages::processor, surroundings.streams(), surroundings.steps());
        try (var shift = surroundings.crew().shift()) {
            shift.start("read", new Reading(this, ordered, work));
            for (int i = 0; i < workers; i++) {
                shift.start("parse-" + i, new Parsing(work, stages, groups, surroundings.steps()));
            }
            shift.start("commit", committing);
            shift.repeat("heartbeat", plan.policy().heartbeat(), claims::heartbeat);
            return loadAllAndSettle(ordered);
        } catch (IOException | RuntimeException | Error e) {
            // A plugin's errors too: the ledger shall know why its unit failed.
            failure = Optional.of(Failures.problem(e));
            throw e;
        } finally {
            abandon();
        }
    }

    /** A unit that was handed over is committed whatever happens to those behind it. */
    private boolean loadAllAndSettle(BlockingQueue<Slot> ordered) throws IOException, InterruptedException {
        try {
            return loadAll(ordered);
        } catch (IOException | RuntimeException | Error e) {
            committing.awaitBeside(e);
            claims.failed(working);
            throw e;
        }
    }

    private boolean loadAll(BlockingQueue<Slot> ordered) throws IOException, InterruptedException {
        while (true) {
            var slot = ordered.take();
            if (slot instanceof Slot.Work work) {
                load(work);
            } else if (slot instanceof Slot.Group group) {
                load(group);
            } else if (slot instanceof Slot.FileEnd end) {
                handOver(() -> tally.check(end.file()));
            } else if (slot instanceof Slot.End end) {
                handOver(end.drained() ? () -> {} : () -> tally.check(groups().values()));
                committing.await();
                return !end.drained();
            } else if (slot instanceof Slot.Failed failed) {
                handOver(() -> {});
                throw Failures.rethrown(failed.cause());
            }
        }
    }

    private void load(Slot.Work work) throws IOException, InterruptedException {
        var unit = open;
        if (unit == null || unit.claim().unit() != work.claim().unit()) {
            unit = begin(work.claim());
        }
        try {
            var outcome = work.outcome().get();
            surroundings.steps().reached("load");
            unit.add(work.chunk(), outcome);
            surroundings
                    .progress()
                    .loaded(work.chunk().records(), outcome.deadLetters().size());
        } catch (ExecutionException e) {
            throw Failures.rethrown(e.getCause());
        }
    }

    private OpenUnit begin(Claim claim) throws IOException, InterruptedException {
        handOver(() -> {});
        working = claim;
        var unit = new OpenUnit(claim, seen, loading);
        open = unit;
        return unit;
    }

    private void load(Slot.Group slot) throws IOException, InterruptedException {
        begin(slot.claim()).cover(slot.group());
        for (var piece = slot.pieces().take();
                !(piece instanceof Piece.Whole);
                piece = slot.pieces().take()) {
            if (piece instanceof Piece.Failed failed) {
                throw Failures.rethrown(failed.cause());
            } else if (piece instanceof Piece.Rejected rejected) {
                beginAnew(slot);
                add(rejected.place(), rejected.outcome());
                return;
            } else if (piece instanceof Piece.Records records) {
                add(records.place(), records.outcome());
            }
        }
    }

    private void add(FramedChunk place, ChunkOutcome piece) throws IOException, InterruptedException {
        surroundings.steps().reached("load");
        Objects.requireNonNull(open).add(place, piece);
        surroundings
                .progress()
                .loaded(piece.counts().read(), piece.deadLetters().size());
    }

    /** Undoes what was loaded of a group, and begins its unit again under a higher fence. */
    private void beginAnew(Slot.Group slot) throws IOException, InterruptedException {
        Objects.requireNonNull(open).close();
        open = null;
        seen.unitUndone();
        claims.giveBack(slot.claim());
        int unit = slot.claim().unit();
        var again = claims.take(unit)
                .orElseThrow(() ->
                        new EtlException(StandardError.LEASE_LOST, "Cannot go on: another run committed unit " + unit));
        begin(again).cover(slot.group());
    }

    /** Lets the open unit be committed, once the one before it is, and then {@code behind} be done. */
    private void handOver(Committing.Step behind) throws IOException, InterruptedException {
        committing.await();
        var unit = open;
        if (unit == null) {
            committing.start(behind);
            return;
        }
        seen.unitHandedOver();
        open = null;
        working = null;
        handed = unit;
        committing.start(() -> {
            commit(unit);
            behind.run();
        });
    }

    private void commit(OpenUnit unit) throws IOException, InterruptedException {
        var result = store(unit);
        handed = null;
        unit.close();
        tally.add(result.span().file(), result.counts());
        surroundings.unitEnds().accept(UnitEnd.of(result));
        tally.check();
    }

    private UnitResult store(OpenUnit unit) throws IOException, InterruptedException {
        try {
            surroundings.steps().reached("unit_commit");
            var result = unit.finish();
            surroundings.steps().reached("unit_commit.ledger");
            ledger.commitUnit(result);
            surroundings.steps().reached("unit_commit.done");
            claims.committed(unit.claim());
            return result;
        } catch (IOException | RuntimeException | Error e) {
            // A plugin's errors too: the ledger shall know which unit failed.
            claims.failed(unit.claim());
            throw e;
        }
    }

    /** Undoes what is not committed and gives back what is claimed, so that nothing stays claimed by a run that has ended. */
    private void abandon() throws IOException {
        try {
            undo(handed);
        } finally {
            try (seen) {
                undo(open);
            } finally {
                claims.giveBackAll(failure);
            }
        }
    }

    private static void undo(@Nullable OpenUnit unit) throws IOException {
        if (unit != null) {
            unit.close();
        }
    }

    SourceWalk walk() {
        return new SourceWalk(
                files,
                surroundings.streams(),
                surroundings.stages(),
                plan.sizes().frames(),
                surroundings.steps());
    }

    private Map<Integer, FileGroup> groups() {
        return surroundings.stages().groups(files);
    }

    BitSet completed() {
        return completed;
    }

    boolean draining() {
        return surroundings.draining().getAsBoolean();
    }

    Optional<Claim> claim(int unit) {
        return claims.take(unit);
    }
}
