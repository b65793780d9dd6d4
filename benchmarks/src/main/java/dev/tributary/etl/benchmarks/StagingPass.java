package dev.tributary.etl.benchmarks;

import dev.tributary.etl.core.internal.decompress.Decompressor;
import dev.tributary.etl.core.internal.decompress.ExpansionLimit;
import dev.tributary.etl.core.internal.frame.FrameLimits;
import dev.tributary.etl.core.internal.frame.FrameReader;
import dev.tributary.etl.core.internal.frame.FrameSource;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.JobDraft;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.PackedRecord;
import dev.tributary.etl.core.internal.ledger.StagedRecords;
import dev.tributary.etl.core.internal.ledger.UnitKind;
import dev.tributary.etl.core.internal.ledger.UnitResult;
import dev.tributary.etl.core.internal.ledger.UnitSpan;
import dev.tributary.etl.core.internal.ledger.Worker;
import dev.tributary.etl.core.internal.staging.RecordPacker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One thread reads, frames and plans units, and as many as wanted claim, parse, pack and commit them, each over a connection of its own. */
final class StagingPass {
    private static final int UNIT_RECORDS = 1_000;
    private static final int PLANNED_AT_ONCE = 16;
    private static final int RESERVED_AT_ONCE = 4;
    private static final Worker WORKER = new Worker("benchmark", "localhost", Duration.ofMinutes(10));
    private static final List<FramedChunk> END = List.of();

    private final Ledger ledger;
    private final int workers;
    private final Processors processors = new Processors("uniprot_flat", Set.of());

    StagingPass(Ledger ledger, int workers) {
        this.ledger = ledger;
        this.workers = workers;
    }

    /** What a pass did. */
    record Result(long entries, int units, double seconds) {}

    Result over(Path file) throws IOException, InterruptedException {
        begin(ledger, "staging");
        long start = System.nanoTime();
        BlockingQueue<List<FramedChunk>> framed = new ArrayBlockingQueue<>(workers + 1);
        var threads = Executors.newFixedThreadPool(workers + 1);
        try {
            var units = threads.submit(() -> read(file, framed));
            var counted = new ArrayList<Future<Long>>();
            for (int i = 0; i < workers; i++) {
                counted.add(threads.submit((Callable<Long>) () -> work(framed)));
            }
            long entries = 0;
            for (var each : counted) {
                entries += each.get();
            }
            return new Result(entries, units.get(), Console.seconds(start));
        } catch (ExecutionException e) {
            throw new IOException("A thread of the pass failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static void begin(Ledger ledger, String job) {
        ledger.openJob(
                new JobDraft(
                        job,
                        job,
                        "uniprot",
                        "1",
                        "1.0",
                        "",
                        "",
                        Map.of(),
                        List.of(),
                        Instant.EPOCH,
                        Map.of(),
                        Map.of()),
                List.of());
        ledger.beginRun(job, 1);
    }

    private int read(Path file, BlockingQueue<List<FramedChunk>> framed) throws IOException, InterruptedException {
        int units = 0;
        try (var in = Decompressor.open(file.toString(), Files.newInputStream(file), ExpansionLimit.none())) {
            var frames =
                    new FrameReader(FrameSource.of(0, file.toString()), in, processors.framing(), FrameLimits.DEFAULT);
            List<FramedChunk> unit = new ArrayList<>();
            long records = 0;
            for (var chunk = frames.next(); chunk != null; chunk = frames.next()) {
                unit.add(chunk);
                records += chunk.records();
                if (records >= UNIT_RECORDS) {
                    hand(units++, unit, framed);
                    unit = new ArrayList<>();
                    records = 0;
                }
            }
            if (!unit.isEmpty()) {
                hand(units++, unit, framed);
            }
        } finally {
            for (int i = 0; i < workers; i++) {
                framed.put(END);
            }
        }
        ledger.staging().framed("staging", 1, units);
        return units;
    }

    private void hand(int unit, List<FramedChunk> chunks, BlockingQueue<List<FramedChunk>> framed)
            throws InterruptedException {
        if (unit % PLANNED_AT_ONCE == 0) {
            ledger.queue().plan("staging", 1, unit, unit + PLANNED_AT_ONCE - 1);
        }
        framed.put(chunks);
    }

    private long work(BlockingQueue<List<FramedChunk>> framed) throws IOException, InterruptedException {
        long entries = 0;
        var packer = new RecordPacker(Optional.empty());
        Deque<Claim> reserved = new ArrayDeque<>();
        try (var processor = processors.processor()) {
            for (var chunks = framed.take(); chunks != END; chunks = framed.take()) {
                if (reserved.isEmpty()) {
                    reserved.addAll(ledger.queue().reserve("staging", UnitKind.PARSE_BATCH, WORKER, RESERVED_AT_ONCE));
                }
                var claim = ledger.queue().begin(reserved.remove(), 1).orElseThrow();
                packer.begin(chunks.get(0).source());
                var packed = new ArrayList<PackedRecord>();
                var counts = Counts.ZERO;
                for (var chunk : chunks) {
                    var outcome = processor.process(chunk);
                    counts = counts.plus(outcome.counts());
                    outcome.records()
                            .forEach(r -> packed.add(packer.pack(r, PackedRecord.Kind.RECORD, chunk.indexInUnit())));
                }
                commit(ledger, claim, counts, new StagedRecords(packed, packer.shapes()));
                entries += packed.size();
            }
        }
        return entries;
    }

    private static void commit(Ledger ledger, Claim claim, Counts counts, StagedRecords staged) {
        var span = new UnitSpan(0, "", 0, counts.read(), 0, 0);
        ledger.staging()
                .commitParsed(
                        new UnitResult(
                                claim, span, counts, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(),
                                0),
                        staged);
    }

    /** Seconds of one worker. */
    record Empty(double claiming, double completing) {}

    /** Claims and completes so many units and does nothing else. */
    static Empty withoutRecords(Ledger ledger, int units) {
        begin(ledger, "empty");
        ledger.queue().plan("empty", 1, 0, units - 1);
        long claiming = 0;
        long completing = 0;
        Deque<Claim> reserved = new ArrayDeque<>();
        for (int i = 0; i < units; i++) {
            long start = System.nanoTime();
            if (reserved.isEmpty()) {
                reserved.addAll(ledger.queue().reserve("empty", UnitKind.PARSE_BATCH, WORKER, RESERVED_AT_ONCE));
            }
            var claim = ledger.queue().begin(reserved.remove(), 1).orElseThrow();
            long begun = System.nanoTime();
            commit(ledger, claim, Counts.ZERO, new StagedRecords(List.of(), List.of()));
            claiming += begun - start;
            completing += System.nanoTime() - begun;
        }
        return new Empty(claiming / Console.NANOS_A_SECOND, completing / Console.NANOS_A_SECOND);
    }
}
