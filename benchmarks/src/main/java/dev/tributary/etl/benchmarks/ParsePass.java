package dev.tributary.etl.benchmarks;

import dev.tributary.etl.core.internal.decompress.Decompressor;
import dev.tributary.etl.core.internal.decompress.ExpansionLimit;
import dev.tributary.etl.core.internal.frame.FrameLimits;
import dev.tributary.etl.core.internal.frame.FrameReader;
import dev.tributary.etl.core.internal.frame.FrameSource;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.stage.ChunkOutcome;
import dev.tributary.etl.core.internal.stage.ChunkProcessor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One pass over a file as the engine makes it, without ledger and loader: one thread reads and frames, N parse, the caller writes in source order. */
final class ParsePass implements AutoCloseable {
    private static final int QUEUED_CHUNKS_A_WORKER = 2;
    private static final int WRITE_BYTES = 1 << 20;
    private static final Future<ChunkOutcome> END = CompletableFuture.completedFuture(new ChunkOutcome());

    private final Processors processors;
    private final int workers;
    private final ExecutorService parsing;
    private final ExecutorService reading = Executors.newSingleThreadExecutor();
    private final ThreadLocal<ChunkProcessor> processor;

    /** What a pass found. */
    record Result(long entries, long rejected, long jsonBytes, double seconds) {}

    ParsePass(Processors processors, int workers) {
        this.processors = processors;
        this.workers = workers;
        this.parsing = Executors.newFixedThreadPool(workers);
        this.processor = ThreadLocal.withInitial(processors::processor);
    }

    /** Reads the file once; one JSON line an entry goes to {@code out}, or nowhere. */
    Result over(Path file, Optional<Path> out) throws IOException, InterruptedException {
        long start = System.nanoTime();
        BlockingQueue<Future<ChunkOutcome>> ordered = new ArrayBlockingQueue<>(workers * QUEUED_CHUNKS_A_WORKER + 2);
        var reader = reading.submit(() -> {
            read(file, ordered);
            return null;
        });
        try (var lines = open(out)) {
            var counted = write(ordered, lines);
            finished(reader);
            lines.flush();
            return new Result(counted.entries(), counted.rejected(), counted.jsonBytes(), Console.seconds(start));
        }
    }

    private void read(Path file, BlockingQueue<Future<ChunkOutcome>> ordered) throws IOException, InterruptedException {
        try (var in = Decompressor.open(file.toString(), Files.newInputStream(file), ExpansionLimit.none())) {
            var frames =
                    new FrameReader(FrameSource.of(0, file.toString()), in, processors.framing(), FrameLimits.DEFAULT);
            for (var chunk = frames.next(); chunk != null; chunk = frames.next()) {
                ordered.put(submit(chunk));
            }
        } finally {
            ordered.put(END);
        }
    }

    private Future<ChunkOutcome> submit(FramedChunk chunk) {
        return parsing.submit(() -> processor.get().process(chunk));
    }

    private static Result write(BlockingQueue<Future<ChunkOutcome>> ordered, OutputStream lines)
            throws IOException, InterruptedException {
        long entries = 0;
        long rejected = 0;
        long bytes = 0;
        for (var next = ordered.take(); next != END; next = ordered.take()) {
            var outcome = finished(next);
            rejected += outcome.deadLetters().size();
            for (var record : outcome.records()) {
                var json = record.json().orElseThrow();
                lines.write(json);
                lines.write('\n');
                bytes += json.length + 1;
                entries++;
            }
        }
        return new Result(entries, rejected, bytes, 0);
    }

    private static <T> T finished(Future<T> task) throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IOException("A thread of the pass failed", e.getCause());
        }
    }

    private static OutputStream open(Optional<Path> out) throws IOException {
        return out.isEmpty()
                ? OutputStream.nullOutputStream()
                : new BufferedOutputStream(Files.newOutputStream(out.get()), WRITE_BYTES);
    }

    @Override
    public void close() {
        reading.shutdownNow();
        parsing.shutdownNow();
    }
}
