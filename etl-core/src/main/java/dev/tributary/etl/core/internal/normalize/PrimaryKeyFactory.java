package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Normalizer;

/** Makes the normalizer {@code primary_key}. */
public final class PrimaryKeyFactory implements PluginFactory<Normalizer, PrimaryKeyOptions> {
    @Override
    public Class<Normalizer> kind() {
        return Normalizer.class;
    }

    @Override
    public String name() {
        return "primary_key";
    }

    @Override
    public String help() {
        return "Says which fields identify a record, in place of what its parser said.";
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
    public Class<PrimaryKeyOptions> optionsType() {
        return PrimaryKeyOptions.class;
    }

    @Override
    public Normalizer create(PrimaryKeyOptions options, PluginContext context) {
        return new PrimaryKey(options);
    }
}
