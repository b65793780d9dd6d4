package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.stage.RecordFormat;

/**
 * The format {@code dat} of {@code protein} records: the bytes of the entry in its source, unchanged, from ID to {@code //} (text/plain). Asks for
 * RAW. Thread-safe. A record without its source bytes is refused with an IllegalStateException: the engine did not give what was asked for.
 */
public final class UniprotDatFactory implements PluginFactory<RecordFormat, NoOptions> {
    @Override
    public Class<RecordFormat> kind() {
        return RecordFormat.class;
    }

    @Override
    public String name() {
        return "protein/dat";
    }

    @Override
    public String help() {
        return "Writes a protein's entry as it stands in its source.";
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
    public RecordFormat create(NoOptions options, PluginContext context) {
        return new DatFormat();
    }
}
