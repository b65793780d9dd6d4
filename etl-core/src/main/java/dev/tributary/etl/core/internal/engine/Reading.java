package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.frame.FrameLimits;
import dev.tributary.etl.core.internal.frame.FrameReader;
import dev.tributary.etl.core.internal.frame.FrameSource;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.Framing;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The reading thread: frames the files one after the other, claims each unit that is not completed, and hands its chunks on in source order. */
final class Reading implements Runnable {
    /** Few, for a piece has some hundred records, and each worker may have a group. */
    private static final int QUEUED_PIECES = 2;

    private final List<RawFile> files;
    private final SourceStreams streams;
    private final Function<String, Framing> framings;
    private final Map<Integer, FileGroup> groups;
    private final FrameLimits limits;
    private final BitSet completed;
    private final IntFunction<Optional<Claim>> claims;
    private final BlockingQueue<Slot> ordered;
    private final BlockingQueue<Slot.Task> work;
    private final BooleanSupplier draining;
    private final Steps steps;

    private int unitBase;
    /** Source records of the file in the streams before this one. */
    private long fileRecords;

    private @Nullable Claim claim;

    Reading(Pipeline pipeline, BlockingQueue<Slot> ordered, BlockingQueue<Slot.Task> work) {
        this.files = pipeline.files();
        this.streams = pipeline.streams();
        this.framings = pipeline::framing;
        this.groups = pipeline.groups();
        this.limits = pipeline.plan().sizes().frames();
        this.completed = pipeline.completed();
        this.claims = pipeline::claim;
        this.ordered = ordered;
        this.work = work;
        this.draining = pipeline::draining;
        this.steps = pipeline.steps();
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
            for (var file : files) {
                if (!read(file)) {
                    return new Slot.End(true);
                }
                if (!groups.containsKey(file.index())) {
                    ordered.put(new Slot.FileEnd(file));
                }
            }
            return new Slot.End(false);
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it is belongs to the loading thread, behind the units that were read before.
            return new Slot.Failed(e);
        }
    }

    /** False when the run shall drain: the unit under way was handed on whole. */
    private boolean read(RawFile file) throws IOException, InterruptedException {
        var group = groups.get(file.index());
        if (group != null) {
            // Its other files were handed on with the first.
            return file.index() != group.first().index() || hand(group);
        }
        try (var sources = streams.open(file)) {
            fileRecords = 0;
            for (var source = sources.next(); source != null; source = sources.next()) {
                if (!read(file, source)) {
                    return false;
                }
            }
            return true;
        } catch (EtlException e) {
            throw e.code() == StandardError.STREAM_CORRUPT ? new DamagedFileException(file, e) : e;
        }
    }

    private boolean read(RawFile file, Source source) throws IOException, InterruptedException {
        var framing = framings.apply(source.name());
        try (var in = framing.text() ? source.text() : source.bytes()) {
            var named = new FrameSource(file.index(), source.name(), fileRecords);
            var reader = new FrameReader(named, in, framing, limits);
            for (var chunk = reader.next(); chunk != null; chunk = reader.next()) {
                steps.reached("frame");
                if (!hand(chunk)) {
                    return false;
                }
            }
            unitBase += reader.units();
            fileRecords += reader.records();
            return true;
        }
    }

    private boolean hand(FileGroup group) throws InterruptedException {
        steps.reached("frame");
        int unit = unitBase++;
        var claimed = completed.get(unit) || draining.getAsBoolean() ? Optional.<Claim>empty() : claims.apply(unit);
        if (claimed.isPresent()) {
            var slot = new Slot.Group(group, claimed.get(), new ArrayBlockingQueue<>(QUEUED_PIECES));
            ordered.put(slot);
            work.put(slot);
        }
        return !draining.getAsBoolean();
    }

    private boolean hand(FramedChunk chunk) throws InterruptedException {
        int unit = unitBase + chunk.unit();
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
