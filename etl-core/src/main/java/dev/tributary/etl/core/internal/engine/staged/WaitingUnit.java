package dev.tributary.etl.core.internal.engine.staged;

import dev.tributary.etl.core.internal.engine.source.FileGroup;
import dev.tributary.etl.core.internal.engine.unit.UnitNotes;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.core.internal.ledger.PackedRecord;
import dev.tributary.etl.core.internal.ledger.StagedRecords;
import dev.tributary.etl.core.internal.ledger.UnitResult;
import dev.tributary.etl.core.internal.spill.PackedSpill;
import dev.tributary.etl.core.internal.spill.SpillFolder;
import dev.tributary.etl.core.internal.spill.UnitSpill;
import dev.tributary.etl.core.internal.stage.ChunkOutcome;
import dev.tributary.etl.core.internal.stage.SourceSlices;
import dev.tributary.etl.core.internal.staging.RecordPacker;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What one parse unit attempt leaves: records that will wait in the ledger. One thread. */
final class WaitingUnit implements AutoCloseable {
    private final Claim claim;
    private final StagedJob job;
    private final UnitSpill remembered;
    private final PackedSpill records;
    private final UnitNotes notes;
    private final RecordPacker packer;

    /** What the units of a worker have in common. */
    record Making(StagedJob job, RecordPacker packer, SpillFolder spills) {}

    /** {@code source}: what the unit is of; empty for a group of files. */
    WaitingUnit(Claim claim, String source, Making making) {
        this.claim = claim;
        this.job = making.job();
        this.remembered = new UnitSpill(making.spills());
        this.records = new PackedSpill(making.spills());
        this.notes = new UnitNotes(remembered);
        this.packer = making.packer();
        packer.begin(source);
    }

    /** The unit is a group of files; it counts for the first of them. */
    void cover(FileGroup group) {
        notes.cover(group);
    }

    void add(FramedChunk chunk, ChunkOutcome outcome) throws IOException {
        var unstorable = new ArrayList<DeadLetter>();
        for (int i = 0; i < outcome.records().size(); i++) {
            var record = outcome.records().get(i);
            var kind = outcome.deletion(i) ? PackedRecord.Kind.DELETION : PackedRecord.Kind.RECORD;
            try {
                records.add(packer.pack(record, kind, chunk.indexInUnit()));
            } catch (EtlException e) {
                if (e.code().category() != ErrorCode.Category.DATA) {
                    throw e;
                }
                unstorable.add(SourceSlices.letter(chunk, record, List.of(e.problem())));
            }
        }
        notes.add(chunk, outcome);
        notes.remember(unstorable);
        notes.count(new Counts(0, 0, 0, unstorable.size(), 0, 0));
    }

    /** Leaves all to the ledger, in one transaction. */
    UnitResult commit() {
        var result = new UnitResult(
                claim,
                notes.span(),
                notes.counts(),
                List.of(),
                List.of(),
                remembered.letters(),
                List.of(),
                remembered.warnings(),
                notes.positions(),
                notes.millis());
        job.steps().reached("stage");
        job.ledger().staging().commitParsed(result, new StagedRecords(records, packer.shapes()));
        job.steps().reached("stage.done");
        return result;
    }

    @Override
    public void close() throws IOException {
        try (remembered) {
            records.close();
        }
    }
}
