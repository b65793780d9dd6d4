package dev.tributary.etl.core.internal.spill;

import dev.tributary.etl.spi.record.Origin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Places of records. Stateless. */
final class SpilledOrigin {
    private SpilledOrigin() {}

    static void write(DataOutput out, Origin origin) throws IOException {
        out.writeInt(origin.file());
        SpilledText.write(out, origin.source());
        out.writeLong(origin.offset());
        out.writeLong(origin.length());
        out.writeLong(origin.ordinal());
        out.writeLong(origin.line());
    }

    static Origin of(DataInput in) throws IOException {
        return new Origin(in.readInt(), SpilledText.of(in), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
}
