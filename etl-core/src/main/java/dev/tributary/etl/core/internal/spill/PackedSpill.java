package dev.tributary.etl.core.internal.spill;

import dev.tributary.etl.core.internal.ledger.PackedRecord;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;

/** The packed records of an open unit; those of a usual unit stay in memory. One thread at a time. */
public final class PackedSpill implements Iterable<PackedRecord>, Closeable {
    /** As much as a usual unit has of its source, several times. */
    private static final long BYTES_IN_MEMORY = 16 << 20;
    /** What a record takes besides its data. */
    private static final long BYTES_A_RECORD = 512;

    private final Spill<PackedRecord> records;

    public PackedSpill(SpillFolder folder) {
        records = new Spill<>(
                folder,
                new SpilledPacked(),
                new Spill.Room<>(BYTES_IN_MEMORY, record -> record.data().length + BYTES_A_RECORD));
    }

    public void add(PackedRecord record) throws IOException {
        records.add(record);
    }

    @Override
    public Iterator<PackedRecord> iterator() {
        return records.iterator();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
