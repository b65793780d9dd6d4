package dev.tributary.etl.core.internal.ledger;

import java.util.OptionalInt;

/**
 * How far a staged job is.
 *
 * @param framed how many units there are, once that is known
 * @param decided whether duplicates are decided and the store units planned
 */
public record StagingState(OptionalInt framed, boolean decided, Units parse, Units store) {
    /** Units of a kind: all that are planned, and of these the completed ones and those out of attempts. */
    public record Units(int planned, int completed, int failed) {
        public static final Units NONE = new Units(0, 0, 0);
    }

    /** Whether everything is staged. */
    public boolean allParsed() {
        return framed.isPresent() && parse.completed() == framed.getAsInt();
    }

    /** Whether everything is loaded. */
    public boolean allStored() {
        return decided && allParsed() && store.completed() == framed.getAsInt();
    }
}
