package dev.tributary.etl.core.internal.engine.unit;

import dev.tributary.etl.core.internal.engine.source.FileGroup;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.core.internal.ledger.StagedRecord;
import dev.tributary.etl.core.internal.ledger.UnitResult;
import dev.tributary.etl.core.internal.spill.Spill;
import dev.tributary.etl.core.internal.spill.SpillFolder;
import dev.tributary.etl.core.internal.spill.UnitSpill;
import dev.tributary.etl.core.internal.stage.ChunkOutcome;
import dev.tributary.etl.core.internal.stage.SourceSlices;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.Loader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The load of one unit attempt: takes the outcomes of its chunks in source order and makes one result of them. The loading thread's until it is
 * handed over to be committed. */
public final class OpenUnit implements AutoCloseable {
    private final Claim claim;
    private final SeenKeys seen;
    private final int storeBatch;
    private final UnitSpill remembered;
    private final UnitNotes notes;
    private final UnitLoading loading;

    /** What the units of a pass have in common. */
    public record Loading(List<Loader> loaders, int storeBatch, SpillFolder folder) {}

    public OpenUnit(Claim claim, SeenKeys seen, Loading loading) throws IOException, InterruptedException {
        this.claim = claim;
        this.seen = seen;
        this.storeBatch = loading.storeBatch();
        this.remembered = new UnitSpill(loading.folder());
        this.notes = new UnitNotes(remembered);
        this.loading = new UnitLoading(claim, loading.loaders());
    }

    public Claim claim() {
        return claim;
    }

    /** The unit is a group of files; it counts for the first of them. */
    public void cover(FileGroup group) {
        notes.cover(group);
    }

    public void add(FramedChunk chunk, ChunkOutcome outcome) throws IOException, InterruptedException {
        notes.add(chunk, outcome);
        load(chunk, outcome);
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
                seen.deleting();
                loading.delete(run);
                notes.count(new Counts(0, 0, run.size(), 0, 0, 0));
            } else {
                write(chunk, run);
            }
            from = to;
        }
    }

    private void write(FramedChunk chunk, List<DataRecord> run) throws IOException, InterruptedException {
        var duplicates = seen.duplicates(run);
        var offered = duplicates.isEmpty() ? run : UnitLoading.without(run, duplicates);
        var written = loading.write(offered);
        var left = written.left();
        var letters = new ArrayList<DeadLetter>();
        for (var refusal : written.refusals()) {
            letters.add(SourceSlices.letter(chunk, refusal.record(), List.of(refusal.problem())));
        }
        notes.remember(letters);
        int rejected = offered.size() - left.size();
        notes.count(new Counts(0, 0, left.size(), rejected, 0, duplicates.size()));
        stage(chunk, left, remembered.loaded());
        if (rejected > 0) {
            stage(chunk, UnitLoading.without(offered, UnitLoading.identities(left)), remembered.refused());
        }
    }

    private static void stage(FramedChunk chunk, List<DataRecord> records, Spill<StagedRecord> rows)
            throws IOException {
        for (var record : records) {
            rows.add(StagedRecord.of(record, chunk.indexInUnit()));
        }
    }

    /** Makes the unit durable at every target and says what the ledger shall remember. */
    public UnitResult finish() throws IOException, InterruptedException {
        notes.requireBalanced(claim);
        var receipts = loading.finish();
        return new UnitResult(
                claim,
                notes.span(),
                notes.counts(),
                remembered.loaded(),
                remembered.refused(),
                remembered.letters(),
                receipts,
                remembered.warnings(),
                notes.positions(),
                notes.millis());
    }

    @Override
    public void close() throws IOException {
        try (remembered) {
            loading.close();
        }
    }
}
