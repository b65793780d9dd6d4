package dev.tributary.etl.core;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A parser whose records are lines. */
final class LinesFactory implements PluginFactory<Parser, PluginFactory.NoOptions> {
    private static final RecordType LINE = RecordType.named("line")
            .column("text", RecordType.Kind.TEXT)
            .key("text")
            .build();

    @Override
    public Class<Parser> kind() {
        return Parser.class;
    }

    @Override
    public String name() {
        return "test_lines";
    }

    @Override
    public int apiLevel() {
        return API_LEVEL;
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public Parser create(NoOptions options, PluginContext context) {
        return new Lines();
    }

    private static final class Lines implements Parser {
        @Override
        public Framing framing() {
            return Framing.lines(0);
        }

        @Override
        public List<RecordType> types() {
            return List.of(LINE);
        }

        @Override
        public void parse(Chunk chunk, Emitter out) {
            while (chunk.next()) {
                parse(chunk, chunk.text(StandardCharsets.UTF_8).strip(), out);
            }
        }

        private static void parse(Chunk chunk, String line, Emitter out) {
            if (line.startsWith("!")) {
                throw new EtlException(StandardError.FIELD_INVALID, "the line begins with !");
            }
            if (line.startsWith("-")) {
                out.delete(LINE.record(chunk.origin(), line.substring(1)));
            } else {
                out.emit(LINE.record(chunk.origin(), line));
            }
        }
    }
}
