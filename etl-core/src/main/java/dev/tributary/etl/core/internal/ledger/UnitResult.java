package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.stage.LoadReceipt;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that a finished unit leaves, committed in one transaction under the claim's fence.
 *
 * @param records rows of records that were loaded; like the three below any number of them, gone through as often as wanted until the commit has ended
 * @param refused records that a loader refused; their letters are among the dead letters
 * @param receipts one per loader, in the order of the dataset file
 * @param warnings lines for the job's log
 * @param positions how far each series was read
 */
public record UnitResult(
        Claim claim,
        UnitSpan span,
        Counts counts,
        Iterable<StagedRecord> records,
        Iterable<StagedRecord> refused,
        Iterable<DeadLetter> deadLetters,
        List<LoadReceipt> receipts,
        Iterable<String> warnings,
        Map<String, Instant> positions,
        long durationMillis) {}
