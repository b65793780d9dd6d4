package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.spi.record.DataRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * What became of a chunk: records and deletions in source order, dead letters, and how many went where. Filled by one worker, then read by the
 * loading thread.
 */
public final class ChunkOutcome {
    private static final int MAX_WARNINGS = 100;

    private List<DataRecord> records = new ArrayList<>();
    private BitSet deletions = new BitSet();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Instant> positions = new HashMap<>();
    private long read;
    private long derived;
    private long filtered;

    /** Records to load, and keys to delete where {@link #deletion} says so. */
    public List<DataRecord> records() {
        return records;
    }

    /** Whether the i-th of {@link #records} is a deletion. */
    public boolean deletion(int i) {
        return deletions.get(i);
    }

    public List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    public List<String> warnings() {
        return warnings;
    }

    public Map<String, Instant> positions() {
        return positions;
    }

    /** Counts before loading: nothing is loaded or duplicate yet. */
    public Counts counts() {
        return new Counts(read, derived, 0, deadLetters.size(), filtered, 0);
    }

    /**
     * Leaves out records that another job loaded from the one source record of this chunk: that job has counted it as read.
     *
     * @param loaded takes a type and an identifier
     */
    public void besides(BiPredicate<String, String> loaded) {
        var left = new ArrayList<DataRecord>();
        var leftDeletions = new BitSet();
        for (int i = 0; i < records.size(); i++) {
            var record = records.get(i);
            if (deletions.get(i)) {
                leftDeletions.set(left.size());
                left.add(record);
            } else if (!loaded.test(record.type().name(), record.key())) {
                left.add(record);
            }
        }
        derived += read - (records.size() - left.size());
        read = 0;
        replace(left, leftDeletions);
    }

    void read(long sourceRecords) {
        read += sourceRecords;
    }

    /** {@code in} records became {@code out}, rejected ones included. */
    void became(long in, long out) {
        derived += Math.max(0, out - in);
        filtered += Math.max(0, in - out);
    }

    void keep(DataRecord record) {
        records.add(record);
    }

    void delete(DataRecord key) {
        deletions.set(records.size());
        records.add(key);
    }

    void reject(DeadLetter letter) {
        deadLetters.add(letter);
    }

    void warn(String line) {
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(line);
        }
    }

    void advance(String series, Instant position) {
        positions.merge(series, position, (a, b) -> a.isAfter(b) ? a : b);
    }

    void replace(List<DataRecord> newRecords, BitSet newDeletions) {
        records = newRecords;
        deletions = newDeletions;
    }
}
