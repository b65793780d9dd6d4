package dev.tributary.etl.core.internal.lock;

import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.lock.LockManager;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;

/** Makes the lock {@code file}. */
public final class FileLockFactory implements PluginFactory<LockManager, PluginFactory.NoOptions> {
    @Override
    public Class<LockManager> kind() {
        return LockManager.class;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public String help() {
        return "A file in the home, for runs on one machine; the operating system frees it when its process dies.";
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
    public LockManager create(NoOptions options, PluginContext context) {
        return new FileLockManager(context.home().resolve("locks"), KeyEncoding::segment, context.clock());
    }
}
