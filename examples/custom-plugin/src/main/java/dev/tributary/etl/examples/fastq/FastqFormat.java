package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a read as the four lines that every tool takes. */
final class FastqFormat implements RecordFormat {
    private final boolean withDescription;

    FastqFormat(boolean withDescription) {
        this.withDescription = withDescription;
    }

    @Override
    public String name() {
        return "fastq";
    }

    @Override
    public String mediaType() {
        return "text/plain";
    }

    @Override
    public boolean renders(RecordType type) {
        return type.name().equals(Read.TYPE.name());
    }

    @Override
    public void render(DataRecord record, OutputStream out) throws IOException {
        var description = record.text("description");
        var header = record.text("identifier") + (withDescription && description != null ? " " + description : "");
        var lines = "@" + header + "\n" + record.text("sequence") + "\n+\n" + record.text("quality") + "\n";
        out.write(lines.getBytes(StandardCharsets.UTF_8));
    }
}
