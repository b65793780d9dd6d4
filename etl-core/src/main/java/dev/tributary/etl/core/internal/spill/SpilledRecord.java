package dev.tributary.etl.core.internal.spill;

import dev.tributary.etl.core.internal.ledger.StagedRecord;
import dev.tributary.etl.spi.record.ContentHash;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows of records. Stateless. */
final class SpilledRecord implements SpillForm<StagedRecord> {
    @Override
    public void write(StagedRecord record, DataOutput out) throws IOException {
        SpilledText.write(out, record.type());
        SpilledText.write(out, record.identifier());
        SpilledText.write(out, record.name());
        var hash = record.hash();
        out.writeBoolean(hash != null);
        if (hash != null) {
            SpilledText.write(out, hash.sha256());
            SpilledText.write(out, hash.md5());
            SpilledText.write(out, hash.contentMd5());
        }
        out.writeInt(record.chunk());
        SpilledOrigin.write(out, record.origin());
    }

    @Override
    public StagedRecord read(DataInput in) throws IOException {
        return new StagedRecord(
                SpilledText.of(in),
                SpilledText.of(in),
                SpilledText.orNull(in),
                hash(in),
                in.readInt(),
                SpilledOrigin.of(in));
    }

    private static @Nullable ContentHash hash(DataInput in) throws IOException {
        return in.readBoolean()
                ? new ContentHash(SpilledText.of(in), SpilledText.of(in), SpilledText.orNull(in))
                : null;
    }
}
