package dev.tributary.etl.core.internal.load;

import java.util.BitSet;

/**
 * The parts that this loader wrote itself. Nobody else writes into the folder while its run holds the dataset's lease, so they need not be read
 * again; parts of earlier runs do. Thread-safe.
 */
final class WrittenParts {
    private final BitSet units = new BitSet();

    synchronized void add(int unit) {
        units.set(unit);
    }

    synchronized boolean has(int unit) {
        return units.get(unit);
    }
}
