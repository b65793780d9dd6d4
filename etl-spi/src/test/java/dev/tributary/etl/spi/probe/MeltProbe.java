package dev.tributary.etl.spi.probe;

import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A matrix of genes and samples becomes one record a value: each through one emit, all of one shared type and one origin a row. */
final class MeltProbe implements Parser {
    private static final RecordType VALUE = RecordType.named("expression")
            .column("gene", Kind.TEXT)
            .column("sample", Kind.TEXT)
            .column("value", Kind.REAL)
            .key("gene", "sample")
            .build();

    @Override
    public Framing framing() {
        return Framing.lines(1);
    }

    @Override
    public List<RecordType> types() {
        return List.of(VALUE);
    }

    @Override
    public void parse(Chunk chunk, Emitter out) {
        var samples = new String(chunk.header(), StandardCharsets.UTF_8).strip().split("\t", -1);
        while (chunk.next()) {
            var cells = chunk.text(StandardCharsets.UTF_8).strip().split("\t", -1);
            for (int i = 1; i < cells.length; i++) {
                out.emit(VALUE.record(chunk.origin(), cells[0], samples[i], Double.valueOf(cells[i])));
            }
        }
    }
}
