package dev.tributary.etl.benchmarks;

import dev.tributary.etl.core.internal.chunk.RawRanges;
import dev.tributary.etl.core.internal.chunk.UnitObjects;
import dev.tributary.etl.core.internal.chunk.UnitWriter;
import dev.tributary.etl.core.internal.decompress.Decompressor;
import dev.tributary.etl.core.internal.decompress.ExpansionLimit;
import dev.tributary.etl.core.internal.frame.FrameLimits;
import dev.tributary.etl.core.internal.frame.FrameReader;
import dev.tributary.etl.core.internal.frame.FrameSource;
import dev.tributary.etl.core.internal.store.Durability;
import dev.tributary.etl.core.internal.store.LocalObjectStore;
import dev.tributary.etl.spi.record.RecordPart;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Frames a file into units once, and lets one worker and two parse all of them in turn: what more workers are worth once the file was cut. */
public final class UnitPass {
    private final Path file;
    private final Processors processors;
    private final UnitObjects units;
    private final RawRanges ranges;

    private UnitPass(Path file, String parser, LocalObjectStore store) {
        this.file = file;
        this.processors = new Processors(parser, Set.of(RecordPart.CONTENT_HASH));
        this.units = new UnitObjects(store, new UnitObjects.Place("bench", "1", "job"));
        this.ranges = (index, offset, length) -> {
            var in = new FileInputStream(file.toFile());
            in.getChannel().position(offset);
            return new BufferedInputStream(in);
        };
    }

    /** Arguments: a flat file, plain or compressed, the number of rounds, and a parser unless it is uniprot_flat. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        var file = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        var parser = arguments.length > 2 ? arguments[2] : "uniprot_flat";
        var folder = Files.createTempDirectory("units");
        try (var store = new LocalObjectStore(folder, Durability.ESSENTIAL)) {
            var pass = new UnitPass(file, parser, store);
            long start = System.nanoTime();
            int count = pass.frame();
            var console = new Console();
            console.line("framed %d units in %.2f s", count, Console.seconds(start));
            pass.parse(count, 2);
            for (int round = 0; round < rounds; round++) {
                double one = pass.parse(count, 1);
                double two = pass.parse(count, 2);
                console.line("one worker %.2f s, two %.2f s: %.2f x as fast", one, two, one / two);
            }
            pass.units.clear();
        }
    }

    private int frame() throws IOException, InterruptedException {
        boolean plain = !file.toString().endsWith(".gz");
        var mark = plain ? OptionalInt.of(0) : OptionalInt.empty();
        try (var in = Decompressor.open(file.toString(), Files.newInputStream(file), ExpansionLimit.none())) {
            var reader =
                    new FrameReader(FrameSource.of(0, file.toString()), in, processors.framing(), FrameLimits.DEFAULT);
            var open = UnitWriter.of(0, mark);
            for (var chunk = reader.next(); chunk != null; chunk = reader.next()) {
                if (chunk.unit() != open.unit()) {
                    units.put(open);
                    open = UnitWriter.of(chunk.unit(), mark);
                }
                open.add(chunk);
            }
            units.put(open);
            return reader.units();
        }
    }

    private double parse(int count, int workers) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        var next = new AtomicInteger();
        long records = 0;
        long start = System.nanoTime();
        List<Future<Long>> ends = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            ends.add(threads.submit(worker(next, count)));
        }
        for (var end : ends) {
            records += end.get();
        }
        threads.shutdown();
        if (records == 0) {
            throw new IllegalStateException("Nothing was parsed");
        }
        return Console.seconds(start);
    }

    private Callable<Long> worker(AtomicInteger next, int count) {
        return () -> {
            long records = 0;
            try (var processor = processors.processor()) {
                for (int unit = next.getAndIncrement(); unit < count; unit = next.getAndIncrement()) {
                    try (var reader = units.open(unit, ranges)) {
                        for (var chunk = reader.next(); chunk != null; chunk = reader.next()) {
                            records += processor.process(chunk).records().size();
                        }
                    }
                }
            }
            return records;
        };
    }
}
