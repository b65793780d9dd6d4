package dev.tributary.etl.core.internal.spill;

import dev.tributary.etl.core.internal.ledger.PackedRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Packed records with their rows. Stateless. */
final class SpilledPacked implements SpillForm<PackedRecord> {
    private static final SpilledRecord ROW = new SpilledRecord();
    private static final int NULL = -1;

    @Override
    public void write(PackedRecord record, DataOutput out) throws IOException {
        ROW.write(record.row(), out);
        out.writeInt(record.place());
        out.writeUTF(record.kind().name());
        write(record.newest(), out);
        out.writeLong(record.shape());
        write(record.data(), out);
    }

    @Override
    public PackedRecord read(DataInput in) throws IOException {
        var row = ROW.read(in);
        int place = in.readInt();
        var kind = PackedRecord.Kind.valueOf(in.readUTF());
        var newest = bytes(in);
        long shape = in.readLong();
        var data = bytes(in);
        return new PackedRecord(row, place, kind, newest, shape, data == null ? new byte[0] : data);
    }

    private static void write(byte @Nullable [] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes == null ? NULL : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] bytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return null;
        }
        var bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
