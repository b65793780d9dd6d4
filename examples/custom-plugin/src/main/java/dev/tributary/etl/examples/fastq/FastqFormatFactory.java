package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.RecordFormat;

/** The format {@code fastq} of {@code read} records, four lines a read in the Sanger encoding. */
public final class FastqFormatFactory implements PluginFactory<RecordFormat, FastqFormatOptions> {
    @Override
    public Class<RecordFormat> kind() {
        return RecordFormat.class;
    }

    @Override
    public String name() {
        return "read/fastq";
    }

    @Override
    public String help() {
        return "Writes a read as four lines of FASTQ in the Sanger encoding.";
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
    public Class<FastqFormatOptions> optionsType() {
        return FastqFormatOptions.class;
    }

    @Override
    public RecordFormat create(FastqFormatOptions options, PluginContext context) {
        return new FastqFormat(options.description());
    }
}
