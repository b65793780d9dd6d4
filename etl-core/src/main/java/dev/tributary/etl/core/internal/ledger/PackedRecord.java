package dev.tributary.etl.core.internal.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way through the ledger, from the unit that made it to the one that loads it.
 *
 * @param place among what its unit staged, from 0
 * @param newest what {@link DuplicateRule#NEWEST} compares byte by byte, the greatest wins; null where the field is absent and when it is read
 * @param shape what the data do not say of themselves: on the way in the place in {@link StagedRecords#shapes}, on the way out the number for
 *     {@link Staging#shape}
 * @param data a JSON object in UTF-8, without U+0000; empty when it is rejected
 */
public record PackedRecord(StagedRecord row, int place, Kind kind, byte @Nullable [] newest, long shape, byte[] data) {
    /** What is to be done with it. */
    public enum Kind {
        /** It waits to be loaded. */
        RECORD("staged"),
        /** A key that waits to be deleted. */
        DELETION("deleting"),
        /** It was decided to reject it, and waits for its dead letter; only read. */
        REJECTED("rejected");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The status in the ledger. */
        String word() {
            return word;
        }

        static Kind of(String word) {
            for (var kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("No record waits as " + word);
        }
    }
}
