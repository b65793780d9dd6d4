package dev.tributary.etl.core.internal.staging;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A job of one unit, of a file that its ledger does not need to know. */
record StagedJob(Ledger ledger, String id, Claim claim) {
    private static final Worker WORKER = new Worker("worker", "host", Duration.ofMinutes(1));

    static StagedJob begin(Ledger ledger, String id) {
        ledger.openJob(
                new JobDraft(id, "d", "o", "1", "1.0", "c", "", Map.of(), List.of(), Instant.EPOCH, Map.of(), Map.of()),
                List.of());
        ledger.beginRun(id, 1);
        ledger.queue().plan(id, 1, 0, 0);
        var reserved =
                ledger.queue().reserve(id, UnitKind.PARSE_BATCH, WORKER, 1).get(0);
        return new StagedJob(ledger, id, ledger.queue().begin(reserved, 1).orElseThrow());
    }

    void commit(StagedRecords staged) {
        var span = new UnitSpan(1, "unit.dat", 0, 1, 0, 1);
        ledger.staging()
                .commitParsed(
                        new UnitResult(
                                claim,
                                span,
                                Counts.ZERO,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                Map.of(),
                                1),
                        staged);
        ledger.staging().framed(id, 1, 1);
    }

    Iterable<PackedRecord> records() {
        return ledger.staging().unit(id, 0).records();
    }
}
