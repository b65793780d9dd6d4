package dev.tributary.etl.core.internal.engine.staged;

import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.UnitResult;
import dev.tributary.etl.core.internal.spill.SpillFolder;
import dev.tributary.etl.core.internal.staging.RecordUnpacker;
import java.io.IOException;

/**
 * Does claimed units of one staged job, one at a time, from its bytes to its commit in the ledger. Which process claimed the unit makes no difference
 * to what it leaves. One thread; closing it closes its stages and not the job's.
 */
public final class UnitWorker implements AutoCloseable {
    private final StagedJob job;
    private final SpillFolder spills;
    private final ParsingUnit parsing;
    private final RecordUnpacker unpacker;

    public UnitWorker(StagedJob job) {
        this.job = job;
        this.spills = job.stages().spills();
        this.parsing = new ParsingUnit(job, spills);
        this.unpacker = new RecordUnpacker(job.ledger().staging()::shape);
    }

    /**
     * Does a unit whose attempt was begun. What is thrown undoes the attempt; the caller gives the claim back. IOException: worth another attempt.
     */
    public UnitResult run(Claim claim) throws IOException, InterruptedException {
        return switch (claim.kind()) {
            case PARSE_BATCH -> parsing.run(claim);
            case STORE_BATCH -> store(claim);
        };
    }

    private UnitResult store(Claim claim) throws IOException, InterruptedException {
        try (var unit = new StoringUnit(claim, job, unpacker, spills)) {
            return unit.commit();
        }
    }

    @Override
    public void close() throws IOException {
        parsing.close();
    }
}
