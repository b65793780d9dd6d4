package dev.tributary.etl.core.internal.transform;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Transformer;

/** Makes the transformer {@code enrich}. */
public final class EnrichFactory implements PluginFactory<Transformer, EnrichOptions> {
    @Override
    public Class<Transformer> kind() {
        return Transformer.class;
    }

    @Override
    public String name() {
        return "enrich";
    }

    @Override
    public String help() {
        return "Adds fields with fixed values.";
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
    public Class<EnrichOptions> optionsType() {
        return EnrichOptions.class;
    }

    @Override
    public Transformer create(EnrichOptions options, PluginContext context) {
        return new Enrich(options);
    }
}
