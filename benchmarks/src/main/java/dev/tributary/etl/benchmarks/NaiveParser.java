package dev.tributary.etl.benchmarks;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@link NaiveEntry} as a plugin, as somebody writes it who does not care for speed. */
public final class NaiveParser implements Parser {
    private static final RecordType TYPE = RecordType.named("naive")
            .column("accession", Kind.TEXT)
            .column("secondary_accessions", Kind.LIST)
            .column("entry_name", Kind.TEXT)
            .column("names", Kind.TEXT)
            .column("organism_name", Kind.TEXT)
            .column("taxonomy_lineage", Kind.LIST)
            .column("keywords", Kind.LIST)
            .column("cross_references", Kind.LIST)
            .column("features", Kind.LIST)
            .column("sequence", Kind.TEXT)
            .key("accession")
            .build();

    @Override
    public Framing framing() {
        return Framing.terminator("//");
    }

    @Override
    public List<RecordType> types() {
        return List.of(TYPE);
    }

    @Override
    public void parse(Chunk chunk, Emitter out) throws IOException {
        while (chunk.next()) {
            var values = NaiveEntry.read(new BufferedReader(new StringReader(chunk.text(StandardCharsets.UTF_8))));
            if (values != null) {
                out.emit(TYPE.record(chunk.origin(), values.values().toArray()));
            }
        }
    }

    /** Makes it. */
    public static final class Factory implements PluginFactory<Parser, NoOptions> {
        @Override
        public Class<Parser> kind() {
            return Parser.class;
        }

        @Override
        public String name() {
            return "naive";
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
            return new NaiveParser();
        }
    }
}
