package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Normalizer;

/** Makes the normalizer {@code cast}. */
public final class CastFactory implements PluginFactory<Normalizer, CastOptions> {
    @Override
    public Class<Normalizer> kind() {
        return Normalizer.class;
    }

    @Override
    public String name() {
        return "cast";
    }

    @Override
    public String help() {
        return "Gives fields another type and reads their values as it.";
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
    public Class<CastOptions> optionsType() {
        return CastOptions.class;
    }

    @Override
    public Normalizer create(CastOptions options, PluginContext context) {
        return new Cast(options);
    }
}
