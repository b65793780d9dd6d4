package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Normalizer;

/** Makes the normalizer {@code trim}. */
public final class TrimFactory implements PluginFactory<Normalizer, TrimOptions> {
    @Override
    public Class<Normalizer> kind() {
        return Normalizer.class;
    }

    @Override
    public String name() {
        return "trim";
    }

    @Override
    public String help() {
        return "Takes white space off both ends of texts; a text of which nothing is left is absent.";
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
    public Class<TrimOptions> optionsType() {
        return TrimOptions.class;
    }

    @Override
    public Normalizer create(TrimOptions options, PluginContext context) {
        return new Trim(options);
    }
}
