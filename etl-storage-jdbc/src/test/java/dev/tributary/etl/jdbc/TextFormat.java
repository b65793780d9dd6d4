package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A file of a format's name and a record's fields. */
record TextFormat(String name) implements RecordFormat {
    @Override
    public String mediaType() {
        return "text/plain";
    }

    @Override
    public boolean renders(RecordType type) {
        return true;
    }

    @Override
    public void render(DataRecord record, OutputStream out) throws IOException {
        out.write((name + " " + record.fields()).getBytes(StandardCharsets.UTF_8));
    }
}
