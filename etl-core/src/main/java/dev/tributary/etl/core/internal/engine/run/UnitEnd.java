package dev.tributary.etl.core.internal.engine.run;

import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.UnitResult;

/** A unit that was committed; {@code bytes} of its stream. */
public record UnitEnd(Claim claim, Counts counts, long bytes) {
    public static UnitEnd of(UnitResult result) {
        return new UnitEnd(result.claim(), result.counts(), result.span().bytes());
    }
}
