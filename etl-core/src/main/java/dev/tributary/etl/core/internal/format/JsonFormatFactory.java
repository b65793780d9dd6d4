package dev.tributary.etl.core.internal.format;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.RecordFormat;

/** Makes the format {@code json}. */
public final class JsonFormatFactory implements PluginFactory<RecordFormat, PluginFactory.NoOptions> {
    @Override
    public Class<RecordFormat> kind() {
        return RecordFormat.class;
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String help() {
        return "Writes a record as indented JSON.";
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
    public Class<PluginFactory.NoOptions> optionsType() {
        return PluginFactory.NoOptions.class;
    }

    @Override
    public RecordFormat create(PluginFactory.NoOptions options, PluginContext context) {
        return new JsonFormat();
    }
}
