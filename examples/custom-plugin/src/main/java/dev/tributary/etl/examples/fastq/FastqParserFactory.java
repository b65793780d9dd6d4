package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Parser;

/** The parser {@code fastq}: one {@code read} record a read; sequence and quality may be folded over lines. */
public final class FastqParserFactory implements PluginFactory<Parser, FastqOptions> {
    @Override
    public Class<Parser> kind() {
        return Parser.class;
    }

    @Override
    public String name() {
        return "fastq";
    }

    @Override
    public String help() {
        return "Reads FASTQ files into read records.";
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
    public Class<FastqOptions> optionsType() {
        return FastqOptions.class;
    }

    @Override
    public Parser create(FastqOptions options, PluginContext context) {
        return new FastqParser(options.encoding());
    }
}
