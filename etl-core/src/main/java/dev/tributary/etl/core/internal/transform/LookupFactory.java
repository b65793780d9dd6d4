package dev.tributary.etl.core.internal.transform;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Transformer;

/** Makes the transformer {@code lookup}. */
public final class LookupFactory implements PluginFactory<Transformer, LookupOptions> {
    @Override
    public Class<Transformer> kind() {
        return Transformer.class;
    }

    @Override
    public String name() {
        return "lookup";
    }

    @Override
    public String help() {
        return "Sets fields by a table in the dataset file.";
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
    public Class<LookupOptions> optionsType() {
        return LookupOptions.class;
    }

    @Override
    public Transformer create(LookupOptions options, PluginContext context) {
        return new Lookup(options);
    }
}
