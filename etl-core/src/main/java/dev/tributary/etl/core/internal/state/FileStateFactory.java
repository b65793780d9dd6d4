package dev.tributary.etl.core.internal.state;

import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.state.StateStore;

/** Makes the state store {@code file}. */
public final class FileStateFactory implements PluginFactory<StateStore, PluginFactory.NoOptions> {
    @Override
    public Class<StateStore> kind() {
        return StateStore.class;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public String help() {
        return "A file in the home for each dataset.";
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
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public StateStore create(NoOptions options, PluginContext context) {
        return new FileStateStore(context.home().resolve("state"), KeyEncoding::segment);
    }
}
