package dev.tributary.etl.spi.probe;

import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Entries of lines with two-letter codes that end with {@code //}, as UniProtKB has them. */
final class FlatFileProbe implements Parser {
    private static final RecordType PROTEIN = RecordType.named("protein")
            .column("accession", Kind.TEXT)
            .column("sequence", Kind.TEXT)
            .key("accession")
            .label("accession")
            .content("sequence")
            .table("protein_metadata", List.of("accession"), "accession")
            .build();

    @Override
    public Framing framing() {
        return Framing.terminator("//");
    }

    @Override
    public List<RecordType> types() {
        return List.of(PROTEIN);
    }

    @Override
    public void parse(Chunk chunk, Emitter out) {
        while (chunk.next()) {
            var accession = "";
            var sequence = new StringBuilder();
            for (var line : chunk.text(StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("AC   ")) {
                    accession = line.substring(5, line.indexOf(';'));
                } else if (line.startsWith("     ")) {
                    sequence.append(line.strip());
                }
            }
            out.emit(PROTEIN.record(chunk.origin(), accession, sequence.toString()));
        }
    }
}
