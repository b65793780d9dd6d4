package dev.tributary.etl.core.internal.engine.direct;

import dev.tributary.etl.core.internal.engine.source.FileGroup;
import dev.tributary.etl.core.internal.engine.unit.SourceWalk;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.RawFile;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The reading thread: claims each unit of the walk that is not completed, and hands its chunks on in source order. */
public final class Reading implements Runnable, SourceWalk.Visitor {
    /** Few, for a piece has some hundred records, and each worker may have a group. */
    private static final int QUEUED_PIECES = 2;

    private final SourceWalk walk;
    private final BitSet completed;
    private final IntFunction<Optional<Claim>> claims;
    private final BlockingQueue<Slot> ordered;
    private final BlockingQueue<Slot.Task> work;
    private final BooleanSupplier draining;

    private @Nullable Claim claim;

    Reading(Pipeline pipeline, BlockingQueue<Slot> ordered, BlockingQueue<Slot.Task> work) {
        this.walk = pipeline.walk();
        this.completed = pipeline.completed();
        this.claims = pipeline::claim;
        this.ordered = ordered;
        this.work = work;
        this.draining = pipeline::draining;
    }

    @Override
    public void run() {
        try {
            ordered.put(end());
        } catch (InterruptedException e) {
            // The loading thread gave up and waits for nothing more.
            Thread.currentThread().interrupt();
        }
    }

    private Slot end() throws InterruptedException {
        try {
            // When it is ended by draining, the unit under way was handed on whole.
            return new Slot.End(!walk.go(this));
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it is belongs to the loading thread, behind the units that were read before.
            return new Slot.Failed(e);
        }
    }

    @Override
    public void fileEnd(RawFile file) throws InterruptedException {
        ordered.put(new Slot.FileEnd(file));
    }

    @Override
    public boolean group(int unit, FileGroup group) throws InterruptedException {
        var claimed = completed.get(unit) || draining.getAsBoolean() ? Optional.<Claim>empty() : claims.apply(unit);
        if (claimed.isPresent()) {
            var slot = new Slot.Group(group, claimed.get(), new ArrayBlockingQueue<>(QUEUED_PIECES));
            ordered.put(slot);
            work.put(slot);
        }
        return !draining.getAsBoolean();
    }

    @Override
    public boolean chunk(int unit, FramedChunk chunk, OptionalInt mark) throws InterruptedException {
        if (completed.get(unit)) {
            return !draining.getAsBoolean();
        }
        var current = claim;
        if (current == null || current.unit() != unit) {
            if (draining.getAsBoolean()) {
                return false;
            }
            var claimed = claims.apply(unit);
            if (claimed.isEmpty()) {
                completed.set(unit);
                return true;
            }
            current = claimed.get();
            claim = current;
        }
        var slot = new Slot.Work(chunk, current, new CompletableFuture<>());
        ordered.put(slot);
        work.put(slot);
        return true;
    }
}
