package dev.tributary.etl.benchmarks;

import dev.tributary.etl.core.internal.stage.ChunkProcessor;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** Makes the stages of a worker as the engine does: a parser without options, found by its name, and the parts that loaders need. */
final class Processors {
    private final PluginFactory<?, ?> factory;
    private final Set<RecordPart> needs;

    Processors(String parser, Set<RecordPart> needs) {
        this.factory = factory(parser);
        this.needs = Set.copyOf(needs);
    }

    private static PluginFactory<?, ?> factory(String parser) {
        for (PluginFactory<?, ?> factory : ServiceLoader.load(PluginFactory.class)) {
            if (factory.kind() == Parser.class
                    && factory.name().equals(parser)
                    && factory.optionsType() == NoOptions.class) {
                return factory;
            }
        }
        throw new IllegalStateException("No parser without options has the name " + parser);
    }

    @SuppressWarnings("unchecked") // kind and options type were compared
    private Parser parser() {
        return ((PluginFactory<Parser, NoOptions>) factory).create(new NoOptions(), new NoContext());
    }

    Framing framing() throws IOException {
        try (var parser = parser()) {
            return parser.framing();
        }
    }

    ChunkProcessor processor() {
        return new ChunkProcessor(parser(), List.of(), List.of(), needs, (format, content) -> {
            throw new UnsupportedOperationException("Nothing is attached in a benchmark");
        });
    }
}
