package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.stage.LoadReceipt;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that a finished unit leaves, committed in one transaction under the claim's fence.
 *
 * @param refused records that a loader refused; their letters are among the dead letters
 * @param receipts one per loader, in the order of the dataset file
 * @param warnings lines for the job's log
 * @param positions how far each series was read
 */
public record UnitResult(
        Claim claim,
        UnitSpan span,
        Counts counts,
        List<StagedRecord> records,
        List<StagedRecord> refused,
        List<DeadLetter> deadLetters,
        List<LoadReceipt> receipts,
        List<String> warnings,
        Map<String, Instant> positions,
        long durationMillis) {}
