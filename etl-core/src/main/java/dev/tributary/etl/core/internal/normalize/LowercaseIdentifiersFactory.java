package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Normalizer;

/** Makes the normalizer {@code lowercase_identifiers}. */
public final class LowercaseIdentifiersFactory implements PluginFactory<Normalizer, PluginFactory.NoOptions> {
    @Override
    public Class<Normalizer> kind() {
        return Normalizer.class;
    }

    @Override
    public String name() {
        return "lowercase_identifiers";
    }

    @Override
    public String help() {
        return "Writes each record's identifier and name in lower case; its fields stay as they are.";
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
    public Normalizer create(PluginFactory.NoOptions options, PluginContext context) {
        return new LowercaseIdentifiers();
    }
}
