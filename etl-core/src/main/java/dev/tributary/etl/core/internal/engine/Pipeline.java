package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.engine.Slot.Piece;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.ledger.Worker;
import dev.tributary.etl.core.internal.stage.ChunkOutcome;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Loader;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a job's files: one reading thread, N workers that parse, and the calling thread that loads and commits units in source order. It
 * begins where the ledger says; a failure ends it, and the next pass goes on.
 */
final class Pipeline {
    private static final int QUEUED_CHUNKS_A_WORKER = 3;

    private final String job;
    private final JobPlan plan;
    private final List<RawFile> files;
    private final Ledger ledger;
    private final List<Loader> loaders;
    private final Surroundings surroundings;
    private final BitSet completed;
    private final SeenKeys seen;
    private final Set<Claim> claims = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Counts> sums = new HashMap<>();
    private @Nullable OpenUnit open;
    /** The unit whose failure ends the pass, when one does. */
    private @Nullable Claim working;

    private Optional<Problem> failure = Optional.empty();

    /** What a pass is given besides its job. */
    record Surroundings(
            SourceStreams streams,
            StageSet stages,
            Crew crew,
            Worker worker,
            BooleanSupplier draining,
            Consumer<UnitEnd> unitEnds,
            Progress progress,
            Steps steps) {}

    /** A unit that was committed. */
    record UnitEnd(Claim claim, Counts counts) {}

    Pipeline(
            String job,
            JobPlan plan,
            List<RawFile> files,
            Ledger ledger,
            List<Loader> loaders,
            Surroundings surroundings) {
        this.job = job;
        this.plan = plan;
        this.files = files;
        this.ledger = ledger;
        this.loaders = loaders;
        this.surroundings = surroundings;
        this.completed = ledger.completedUnits(job);
        this.seen = new SeenKeys(ledger, job);
        this.sums.putAll(ledger.counts(job));
    }

    /** Runs to the end, or to the end of the units under way when the run shall drain; false then. */
    boolean run() throws IOException, InterruptedException {
        int workers = plan.sizes().workers();
        int queued = workers * QUEUED_CHUNKS_A_WORKER + 2;
        BlockingQueue<Slot> ordered = new ArrayBlockingQueue<>(queued);
        BlockingQueue<Slot.Task> work = new ArrayBlockingQueue<>(queued);
        var total = total();
        surroundings.progress().restartRecords(total.read(), total.rejected());
        // What passed the limit before this pass must not slip through because no unit is left that would be checked.
        plan.policy().rejects().check(total);
        var stages = surroundings.stages();
        var groups = new GroupParsing(stages::processor, surroundings.streams(), surroundings.steps());
        try (var shift = surroundings.crew().shift()) {
            shift.start("read", new Reading(this, ordered, work));
            for (int i = 0; i < workers; i++) {
                shift.start("parse-" + i, new Parsing(work, stages::processor, groups, surroundings.steps()));
            }
            shift.repeat("heartbeat", plan.policy().heartbeat(), this::heartbeat);
            return commitAll(ordered);
        } catch (IOException | RuntimeException | Error e) {
            // A plugin's errors too: the ledger shall know why its unit failed.
            failure = Optional.of(Failures.problem(e));
            throw e;
        } finally {
            abandon();
        }
    }

    private boolean commitAll(BlockingQueue<Slot> ordered) throws IOException, InterruptedException {
        while (true) {
            var slot = ordered.take();
            if (slot instanceof Slot.Work work) {
                load(work);
            } else if (slot instanceof Slot.Group group) {
                load(group);
            } else if (slot instanceof Slot.FileEnd end) {
                commit();
                plan.policy()
                        .rejects()
                        .checkFile(
                                end.file().name(), sums.getOrDefault(end.file().index(), Counts.ZERO));
            } else if (slot instanceof Slot.End end) {
                commit();
                if (!end.drained()) {
                    checkGroups();
                }
                return !end.drained();
            } else if (slot instanceof Slot.Failed failed) {
                commit();
                throw Failures.rethrown(failed.cause());
            }
        }
    }

    /** Groups often are a record each: together they are what a file is to a parser of source records. */
    private void checkGroups() {
        var counts = groups().values().stream()
                .distinct()
                .map(group -> sums.getOrDefault(group.first().index(), Counts.ZERO))
                .reduce(Counts.ZERO, Counts::plus);
        plan.policy().rejects().checkFile("all groups of files", counts);
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
        commit();
        working = claim;
        var unit = new OpenUnit(claim, loaders, seen, plan.sizes().storeBatch());
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
        seen.unitEnded();
        claims.remove(slot.claim());
        ledger.releaseUnit(slot.claim(), Optional.empty());
        int unit = slot.claim().unit();
        var again = claim(unit)
                .orElseThrow(() ->
                        new EtlException(StandardError.LEASE_LOST, "Cannot go on: another run committed unit " + unit));
        begin(again).cover(slot.group());
    }

    private void commit() throws IOException, InterruptedException {
        var unit = open;
        if (unit == null) {
            return;
        }
        surroundings.steps().reached("unit_commit");
        var result = unit.finish();
        surroundings.steps().reached("unit_commit.ledger");
        ledger.commitUnit(result);
        surroundings.steps().reached("unit_commit.done");
        claims.remove(unit.claim());
        open = null;
        working = null;
        unit.close();
        seen.unitEnded();
        sums.merge(result.span().file(), result.counts(), Counts::plus);
        surroundings.unitEnds().accept(new UnitEnd(unit.claim(), result.counts()));
        plan.policy().rejects().check(total());
    }

    private Counts total() {
        return sums.values().stream().reduce(Counts.ZERO, Counts::plus);
    }

    /** Undoes the open unit and gives back what is claimed, so that nothing stays claimed by a run that has ended. */
    private void abandon() throws IOException {
        var unit = open;
        open = null;
        try {
            if (unit != null) {
                unit.close();
            }
        } finally {
            for (var claim : claims) {
                boolean failed = claim.equals(working);
                ledger.releaseUnit(claim, failed ? failure : Optional.empty());
            }
            claims.clear();
        }
    }

    private void heartbeat() {
        ledger.heartbeat(List.copyOf(claims), plan.policy().lease());
    }

    JobPlan plan() {
        return plan;
    }

    List<RawFile> files() {
        return files;
    }

    SourceStreams streams() {
        return surroundings.streams();
    }

    Framing framing(String source) {
        return surroundings.stages().framing(source);
    }

    Map<Integer, FileGroup> groups() {
        return surroundings.stages().groups(files);
    }

    BitSet completed() {
        return completed;
    }

    boolean draining() {
        return surroundings.draining().getAsBoolean();
    }

    Steps steps() {
        return surroundings.steps();
    }

    Optional<Claim> claim(int unit) {
        var claimed =
                ledger.claim(job, unit, surroundings.worker(), plan.policy().maxAttempts());
        claimed.ifPresent(claims::add);
        return claimed;
    }
}
