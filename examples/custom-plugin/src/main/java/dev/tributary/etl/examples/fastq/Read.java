package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;

/** The record type {@code read}; its quality is in the Sanger encoding, whatever the file had. */
final class Read {
    static final RecordType TYPE = RecordType.named("read")
            .column("identifier", Kind.TEXT)
            .column("description", Kind.TEXT)
            .column("sequence", Kind.TEXT)
            .column("quality", Kind.TEXT)
            .column("length", Kind.INTEGER)
            .key("identifier")
            .label("description")
            .content("sequence")
            .build();

    private Read() {}
}
