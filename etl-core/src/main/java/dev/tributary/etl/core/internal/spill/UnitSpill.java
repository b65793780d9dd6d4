package dev.tributary.etl.core.internal.spill;

import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.core.internal.ledger.StagedRecord;
import java.io.Closeable;
import java.io.IOException;

/**
 * What the ledger shall remember of an open unit, however long that is: nobody sees it before the unit is committed, and nothing is left of it when
 * the process dies. A usual unit stays in memory. One thread at a time.
 */
public final class UnitSpill implements Closeable {
    /** Several times as many as a unit of source records mostly has. */
    private static final int ROWS_IN_MEMORY = 4_096;
    /** Each may have 64 KiB of its source. */
    private static final int LETTERS_IN_MEMORY = 128;

    private final Spill<StagedRecord> loaded;
    private final Spill<StagedRecord> refused;
    private final Spill<DeadLetter> letters;
    private final Spill<String> warnings;

    public UnitSpill(SpillFolder folder) {
        loaded = new Spill<>(folder, new SpilledRecord(), ROWS_IN_MEMORY);
        refused = new Spill<>(folder, new SpilledRecord(), ROWS_IN_MEMORY);
        letters = new Spill<>(folder, new SpilledLetter(), LETTERS_IN_MEMORY);
        warnings = new Spill<>(folder, new SpilledText(), ROWS_IN_MEMORY);
    }

    /** The rows of records that were loaded. */
    public Spill<StagedRecord> loaded() {
        return loaded;
    }

    /** The rows of records that a loader refused. */
    public Spill<StagedRecord> refused() {
        return refused;
    }

    public Spill<DeadLetter> letters() {
        return letters;
    }

    public Spill<String> warnings() {
        return warnings;
    }

    @Override
    public void close() throws IOException {
        try (loaded;
                refused;
                letters) {
            warnings.close();
        }
    }
}
