package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Loader;

/** Makes the loader {@code files}. */
public final class FilesFactory implements PluginFactory<Loader, FilesOptions> {
    @Override
    public Class<Loader> kind() {
        return Loader.class;
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public String help() {
        return "Writes one object a record and format into the object store.";
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
    public Class<FilesOptions> optionsType() {
        return FilesOptions.class;
    }

    @Override
    public Loader create(FilesOptions options, PluginContext context) {
        return new FilesLoader(options, context);
    }
}
