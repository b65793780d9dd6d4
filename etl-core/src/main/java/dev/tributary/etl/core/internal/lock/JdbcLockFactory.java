package dev.tributary.etl.core.internal.lock;

import dev.tributary.etl.core.internal.ledger.LedgerDatabase;
import dev.tributary.etl.spi.lock.LockManager;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;

/** Makes the lock {@code jdbc}. */
public final class JdbcLockFactory implements PluginFactory<LockManager, JdbcLockOptions> {
    @Override
    public Class<LockManager> kind() {
        return LockManager.class;
    }

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public String help() {
        return "A row of the ledger's database, for runs on many machines; a holder that died is replaced when its lease is past.";
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
    public Class<JdbcLockOptions> optionsType() {
        return JdbcLockOptions.class;
    }

    @Override
    public LockManager create(JdbcLockOptions options, PluginContext context) {
        return new JdbcLockManager(LedgerDatabase.of(context), options.allowedSkew(), System::nanoTime);
    }
}
