package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Normalizer;

/** Makes the normalizer {@code rename}. */
public final class RenameFactory implements PluginFactory<Normalizer, RenameOptions> {
    @Override
    public Class<Normalizer> kind() {
        return Normalizer.class;
    }

    @Override
    public String name() {
        return "rename";
    }

    @Override
    public String help() {
        return "Gives fields other names.";
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
    public Class<RenameOptions> optionsType() {
        return RenameOptions.class;
    }

    @Override
    public Normalizer create(RenameOptions options, PluginContext context) {
        return new Rename(options);
    }
}
