package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/** The entry as its source wrote it. */
final class DatFormat implements RecordFormat {
    @Override
    public String name() {
        return "dat";
    }

    @Override
    public String mediaType() {
        return "text/plain";
    }

    @Override
    public boolean renders(RecordType type) {
        return type.name().equals(Protein.TYPE.name());
    }

    @Override
    public Set<RecordPart> needs() {
        return Set.of(RecordPart.RAW);
    }

    @Override
    public void render(DataRecord record, OutputStream out) throws IOException {
        out.write(record.raw()
                .orElseThrow(() -> new IllegalStateException(
                        "Cannot write " + record.key() + " as dat: the record came without its source bytes")));
    }
}
