package dev.tributary.etl.core.internal.engine.staged;

import dev.tributary.etl.core.internal.chunk.UnitWriter;
import dev.tributary.etl.core.internal.engine.source.FileGroup;
import dev.tributary.etl.core.internal.engine.unit.SourceWalk;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.RawFile;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pass that cuts a staged job's files into units, stores each for whoever parses it, and plans it: workers begin before the pass ends. One that
 * was killed goes on behind the last unit that was planned. One thread, of the run that holds the dataset's lease.
 */
final class FramingPass implements SourceWalk.Visitor {
    /** Planning is a transaction; more units wait for one while the pass is fast. */
    private static final int UNITS_A_PLAN = 16;

    private static final long NANOS_A_PLAN = 200_000_000;

    private final StagedJob job;
    private final long fence;
    private final BooleanSupplier draining;
    private final Runnable planned;
    /** Units that are planned and whose objects are gone. */
    private final BitSet missing;
    /** Where the pass ends, when it shall not go on to the last unit. */
    private final int end;

    private int firstUnplanned;
    /** Units below are stored, or missing. */
    private int stored;

    private long plannedNanos = System.nanoTime();
    private @Nullable UnitWriter open;

    /** {@code planned} is told when there are units that were not there before. */
    FramingPass(StagedJob job, long fence, BooleanSupplier draining, Runnable planned) {
        this(job, fence, draining, planned, new BitSet(), Integer.MAX_VALUE);
    }

    private FramingPass(
            StagedJob job, long fence, BooleanSupplier draining, Runnable planned, BitSet missing, int end) {
        this.job = job;
        this.fence = fence;
        this.draining = draining;
        this.planned = planned;
        this.missing = missing;
        this.end = end;
        this.stored = planned(job);
        this.firstUnplanned = stored;
    }

    /** The pass that makes planned units anew whose objects are gone; empty when all are there. */
    static Optional<FramingPass> mending(StagedJob job, long fence, BooleanSupplier draining)
            throws IOException, InterruptedException {
        var missing = missing(job);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new FramingPass(job, fence, draining, () -> {}, missing, missing.length()));
    }

    private static int planned(StagedJob job) {
        return job.ledger().staging().state(job.job().id()).parse().planned();
    }

    /** Units of a job that are planned and not there: somebody removed them, perhaps because they were damaged. */
    private static BitSet missing(StagedJob job) throws IOException, InterruptedException {
        var missing = new BitSet();
        missing.set(0, planned(job));
        missing.andNot(job.objects().present());
        return missing;
    }

    /** Runs to the end, or to the end of a unit when the run shall drain. */
    void run() throws IOException, InterruptedException {
        var walk = job.walk();
        boolean whole = walk.go(this);
        store();
        plan();
        if (whole) {
            job.steps().reached("frame.end");
            job.ledger().staging().framed(job.job().id(), fence, walk.units());
            job.steps().reached("frame.end.done");
            planned.run();
        }
    }

    @Override
    public boolean chunk(int unit, FramedChunk chunk, OptionalInt mark) throws IOException, InterruptedException {
        var current = open;
        if (current == null || current.unit() != unit) {
            store();
            if (isOver(unit)) {
                return false;
            }
            if (isThere(unit)) {
                return true;
            }
            current = UnitWriter.of(unit, mark);
            open = current;
        }
        current.add(chunk);
        return true;
    }

    @Override
    public boolean group(int unit, FileGroup group) throws IOException, InterruptedException {
        store();
        if (isOver(unit)) {
            return false;
        }
        if (!isThere(unit)) {
            job.objects()
                    .putGroup(unit, group.files().stream().map(RawFile::index).toList());
            stored(unit);
        }
        return true;
    }

    private boolean isOver(int unit) {
        return unit >= end || draining.getAsBoolean();
    }

    private boolean isThere(int unit) {
        return unit < stored && !missing.get(unit);
    }

    @Override
    public void fileEnd(RawFile file) {}

    private void store() throws IOException, InterruptedException {
        var unit = open;
        open = null;
        if (unit != null) {
            job.objects().put(unit);
            stored(unit.unit());
        }
    }

    private void stored(int unit) {
        job.steps().reached("frame.unit");
        stored = Math.max(stored, unit + 1);
        boolean first = firstUnplanned == 0;
        if (first || stored - firstUnplanned >= UNITS_A_PLAN || System.nanoTime() - plannedNanos >= NANOS_A_PLAN) {
            plan();
        }
    }

    private void plan() {
        if (stored > firstUnplanned) {
            job.ledger().queue().plan(job.job().id(), fence, firstUnplanned, stored - 1);
            firstUnplanned = stored;
            plannedNanos = System.nanoTime();
            job.steps().reached("frame.plan");
            planned.run();
        }
    }
}
