package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Normalizer;

/** Makes the normalizer {@code select}. */
public final class SelectFactory implements PluginFactory<Normalizer, SelectOptions> {
    @Override
    public Class<Normalizer> kind() {
        return Normalizer.class;
    }

    @Override
    public String name() {
        return "select";
    }

    @Override
    public String help() {
        return "Keeps some fields, or drops some.";
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
    public Class<SelectOptions> optionsType() {
        return SelectOptions.class;
    }

    @Override
    public Normalizer create(SelectOptions options, PluginContext context) {
        return new Select(options);
    }
}
