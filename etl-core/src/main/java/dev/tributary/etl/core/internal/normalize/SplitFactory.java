package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Normalizer;

/** Makes the normalizer {@code split}. */
public final class SplitFactory implements PluginFactory<Normalizer, SplitOptions> {
    @Override
    public Class<Normalizer> kind() {
        return Normalizer.class;
    }

    @Override
    public String name() {
        return "split";
    }

    @Override
    public String help() {
        return "Makes a record of each value of a field.";
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
    public Class<SplitOptions> optionsType() {
        return SplitOptions.class;
    }

    @Override
    public Normalizer create(SplitOptions options, PluginContext context) {
        return new Split(options);
    }
}
