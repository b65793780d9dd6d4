package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.core.internal.ledger.StagedRecord;
import dev.tributary.etl.core.internal.ledger.UnitResult;
import dev.tributary.etl.core.internal.ledger.UnitSpan;
import dev.tributary.etl.core.internal.spill.Spill;
import dev.tributary.etl.core.internal.spill.SpillFolder;
import dev.tributary.etl.core.internal.spill.UnitSpill;
import dev.tributary.etl.core.internal.stage.ChunkOutcome;
import dev.tributary.etl.core.internal.stage.SourceSlices;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The load of one unit attempt: takes the outcomes of its chunks in source order and makes one result of them. The loading thread's until it is
 * handed over to be committed. */
final class OpenUnit implements AutoCloseable {
    private final Claim claim;
    private final SeenKeys seen;
    private final int storeBatch;
    private final UnitSpill remembered;
    private final List<LoadTask> tasks = new ArrayList<>();
    private final long startedNanos = System.nanoTime();

    private Counts counts = Counts.ZERO;
    private final Map<String, Instant> positions = new TreeMap<>();
    private final Map<Integer, Integer> batches = new HashMap<>();
    private int file = -1;
    private String source = "";
    private long firstOrdinal;
    private long offset;
    private long end;

    /** What the units of a pass have in common. */
    record Loading(List<Loader> loaders, int storeBatch, SpillFolder folder) {}

    OpenUnit(Claim claim, SeenKeys seen, Loading loading) throws IOException, InterruptedException {
        this.claim = claim;
        this.seen = seen;
        this.storeBatch = loading.storeBatch();
        this.remembered = new UnitSpill(loading.folder());
        for (var loader : loading.loaders()) {
            tasks.add(loader.open(new LoadUnit(claim.job(), claim.unit(), claim.fence())));
        }
    }

    Claim claim() {
        return claim;
    }

    /** The unit is a group of files; it counts for the first of them. */
    void cover(FileGroup group) {
        file = group.first().index();
        end = group.bytes();
    }

    void add(FramedChunk chunk, ChunkOutcome outcome) throws IOException, InterruptedException {
        if (chunk.records() > 0) {
            extend(chunk);
        }
        counts = counts.plus(outcome.counts());
        remember(outcome.deadLetters());
        for (var warning : outcome.warnings()) {
            remembered.warnings().add(warning);
        }
        outcome.positions().forEach((series, at) -> positions.merge(series, at, (a, b) -> a.isAfter(b) ? a : b));
        load(chunk, outcome);
    }

    private void remember(List<DeadLetter> letters) throws IOException {
        for (var letter : letters) {
            remembered.letters().add(letter);
        }
    }

    private void extend(FramedChunk chunk) {
        var span = ChunkSpan.of(chunk);
        if (file < 0) {
            file = chunk.file();
            source = chunk.source();
            firstOrdinal = span.firstOrdinal();
            offset = span.offset();
        }
        end = span.end();
    }

    /** Gives runs of records and of deletions to the loaders in turn. */
    private void load(FramedChunk chunk, ChunkOutcome outcome) throws IOException, InterruptedException {
        var records = outcome.records();
        for (int from = 0; from < records.size(); ) {
            boolean deletion = outcome.deletion(from);
            int to = from;
            while (to < records.size() && to - from < storeBatch && outcome.deletion(to) == deletion) {
                to++;
            }
            var run = records.subList(from, to);
            if (deletion) {
                delete(run);
                counts = counts.plus(new Counts(0, 0, run.size(), 0, 0, 0));
            } else {
                write(chunk, run);
            }
            from = to;
        }
    }

    private void write(FramedChunk chunk, List<DataRecord> run) throws IOException, InterruptedException {
        var duplicates = seen.duplicates(run);
        var offered = duplicates.isEmpty() ? run : without(run, duplicates);
        var left = offered;
        for (int i = 0; i < tasks.size() && !left.isEmpty(); i++) {
            var task = tasks.get(i);
            if (task.committed().isEmpty()) {
                left = writeTo(task, i, chunk, left);
            }
        }
        int rejected = offered.size() - left.size();
        counts = counts.plus(new Counts(0, 0, left.size(), rejected, 0, duplicates.size()));
        stage(chunk, left, remembered.loaded());
        if (rejected > 0) {
            stage(chunk, without(offered, identities(left)), remembered.refused());
        }
    }

    private static void stage(FramedChunk chunk, List<DataRecord> records, Spill<StagedRecord> rows)
            throws IOException {
        for (var record : records) {
            rows.add(staged(chunk, record));
        }
    }

    private static StagedRecord staged(FramedChunk chunk, DataRecord record) {
        var hash = record.hash().orElse(null);
        return new StagedRecord(
                record.type().name(), record.key(), record.name(), hash, chunk.indexInUnit(), record.origin());
    }

    private static Set<DataRecord> identities(List<DataRecord> records) {
        Set<DataRecord> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        identities.addAll(records);
        return identities;
    }

    /** {@code out} holds identities. */
    private static List<DataRecord> without(List<DataRecord> run, Set<DataRecord> out) {
        return run.stream().filter(r -> !out.contains(r)).toList();
    }

    private List<DataRecord> writeTo(LoadTask task, int loader, FramedChunk chunk, List<DataRecord> records)
            throws IOException, InterruptedException {
        Set<DataRecord> rejected = Collections.newSetFromMap(new IdentityHashMap<>());
        int index = batches.merge(loader, 1, Integer::sum) - 1;
        var letters = new ArrayList<DeadLetter>();
        task.write(new Batch(index, Collections.unmodifiableList(records)), (record, problem) -> {
            if (rejected.add(record)) {
                letters.add(SourceSlices.letter(chunk, record, List.of(problem)));
            }
        });
        remember(letters);
        return rejected.isEmpty() ? records : without(records, rejected);
    }

    private void delete(List<DataRecord> keys) throws IOException, InterruptedException {
        for (int i = 0; i < tasks.size(); i++) {
            if (tasks.get(i).committed().isEmpty()) {
                int index = batches.merge(i, 1, Integer::sum) - 1;
                tasks.get(i).delete(new Batch(index, Collections.unmodifiableList(keys)));
            }
        }
    }

    /** Makes the unit durable at every target and says what the ledger shall remember. */
    UnitResult finish() throws IOException, InterruptedException {
        if (!counts.balanced()) {
            throw new EtlException(
                    Problem.of(StandardError.COUNTS_MISMATCH, "Cannot commit unit " + claim.unit() + ": " + counts),
                    null);
        }
        var receipts = new ArrayList<LoadReceipt>();
        for (var task : tasks) {
            var committed = task.committed();
            receipts.add(committed.isPresent() ? committed.get() : task.finish());
        }
        long millis = (System.nanoTime() - startedNanos) / 1_000_000;
        var span = new UnitSpan(Math.max(0, file), source, firstOrdinal, counts.read(), offset, end - offset);
        return new UnitResult(
                claim,
                span,
                counts,
                remembered.loaded(),
                remembered.refused(),
                remembered.letters(),
                receipts,
                remembered.warnings(),
                positions,
                millis);
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        List<Closeable> held = new ArrayList<>();
        tasks.forEach(task -> held.add(task::close));
        held.add(remembered);
        for (var each : held) {
            try {
                each.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
