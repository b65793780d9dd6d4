package dev.tributary.etl.core.internal.engine.staged;

import dev.tributary.etl.core.internal.engine.unit.UnitLoading;
import dev.tributary.etl.core.internal.engine.unit.UnitNotes;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.core.internal.ledger.DuplicateRule;
import dev.tributary.etl.core.internal.ledger.PackedRecord;
import dev.tributary.etl.core.internal.ledger.StagedUnit;
import dev.tributary.etl.core.internal.ledger.UnitResult;
import dev.tributary.etl.core.internal.spill.SpillFolder;
import dev.tributary.etl.core.internal.spill.UnitSpill;
import dev.tributary.etl.core.internal.stage.LoadParts;
import dev.tributary.etl.core.internal.stage.SourceSlices;
import dev.tributary.etl.core.internal.staging.RecordUnpacker;
import dev.tributary.etl.spi.record.DataRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * One store unit: gives what the parse unit of the same number left to the loaders, in source order, with the records that lost against others left
 * out. Records of two chunks never come in one call, so calls are those of a direct run.
 */
final class StoringUnit implements AutoCloseable {
    private final Claim claim;
    private final StagedJob job;
    private final RecordUnpacker unpacker;
    private final LoadParts parts;
    private final UnitSpill remembered;
    private final UnitNotes notes;
    private final UnitLoading loading;
    private final UnitChunks chunks;
    private final BitSet refused = new BitSet();
    private final List<PackedRecord> run = new ArrayList<>();

    StoringUnit(Claim claim, StagedJob job, RecordUnpacker unpacker, SpillFolder spills)
            throws IOException, InterruptedException {
        this.claim = claim;
        this.job = job;
        this.unpacker = unpacker;
        this.parts = new LoadParts(job.stages().loaderNeeds());
        this.remembered = new UnitSpill(spills);
        this.notes = new UnitNotes(remembered);
        this.chunks = new UnitChunks(job, claim.unit());
        this.loading = new UnitLoading(claim, job.stages().loaders());
    }

    /** Loads the unit and commits it. */
    UnitResult commit() throws IOException, InterruptedException {
        var staged = job.ledger().staging().unit(job.job().id(), claim.unit());
        for (var record : staged.records()) {
            if (!follows(record)) {
                loadRun();
            }
            run.add(record);
        }
        loadRun();
        notes.count(new Counts(0, 0, 0, 0, 0, staged.duplicates()));
        job.steps().reached("unit_commit");
        var receipts = loading.finish();
        job.steps().reached("unit_commit.ledger");
        var result = result(staged, receipts);
        job.ledger().staging().commitStored(result, refused);
        job.steps().reached("unit_commit.done");
        return result;
    }

    private UnitResult result(StagedUnit staged, List<dev.tributary.etl.spi.stage.LoadReceipt> receipts) {
        return new UnitResult(
                claim,
                staged.span(),
                notes.counts(),
                List.of(),
                List.of(),
                remembered.letters(),
                receipts,
                remembered.warnings(),
                Map.of(),
                notes.millis());
    }

    private boolean follows(PackedRecord record) {
        if (run.isEmpty()) {
            return true;
        }
        var last = run.get(run.size() - 1);
        return last.kind() == record.kind()
                && last.row().chunk() == record.row().chunk()
                && run.size() < job.plan().sizes().storeBatch();
    }

    private void loadRun() throws IOException, InterruptedException {
        if (run.isEmpty()) {
            return;
        }
        job.steps().reached("load");
        switch (run.get(0).kind()) {
            case RECORD -> write();
            case DELETION -> delete();
            case REJECTED -> reject();
        }
        run.clear();
    }

    private void write() throws IOException, InterruptedException {
        var records = new ArrayList<DataRecord>(run.size());
        for (var packed : run) {
            records.add(parts.loadable(withRaw(unpacker.unpack(packed), packed)));
        }
        job.progress().loading();
        var written = loading.write(records);
        refuse(written.refusals());
        if (!written.refusals().isEmpty()) {
            var left = UnitLoading.identities(written.left());
            for (int i = 0; i < records.size(); i++) {
                if (!left.contains(records.get(i))) {
                    refused.set(run.get(i).place());
                }
            }
        }
        int loaded = written.left().size();
        notes.count(new Counts(0, 0, loaded, records.size() - loaded, 0, 0));
    }

    private DataRecord withRaw(DataRecord record, PackedRecord packed) throws IOException, InterruptedException {
        return parts.raw() ? LoadParts.withRaw(record, chunks.chunk(packed.row().chunk())) : record;
    }

    private void refuse(List<UnitLoading.Refusal> refusals) throws IOException, InterruptedException {
        var letters = new ArrayList<DeadLetter>();
        for (var refusal : refusals) {
            var chunk = chunks.chunk(run.get(0).row().chunk());
            letters.add(SourceSlices.letter(chunk, refusal.record(), List.of(refusal.problem())));
        }
        remember(letters);
    }

    private void delete() throws IOException, InterruptedException {
        var keys = new ArrayList<DataRecord>(run.size());
        for (var packed : run) {
            keys.add(unpacker.unpack(packed));
        }
        loading.delete(keys);
        notes.count(new Counts(0, 0, keys.size(), 0, 0, 0));
    }

    private void reject() throws IOException, InterruptedException {
        var letters = new ArrayList<DeadLetter>();
        for (var packed : run) {
            var row = packed.row();
            letters.add(SourceSlices.letter(chunks.chunk(row.chunk()), row, DuplicateRule.rejection(row)));
        }
        remember(letters);
        notes.count(new Counts(0, 0, 0, letters.size(), 0, 0));
    }

    private void remember(List<DeadLetter> letters) throws IOException {
        notes.remember(letters);
        job.progress().parsed(0, letters.size());
    }

    @Override
    public void close() throws IOException {
        try (remembered;
                chunks) {
            loading.close();
        }
    }
}
