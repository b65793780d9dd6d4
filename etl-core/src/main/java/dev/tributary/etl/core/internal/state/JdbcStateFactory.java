package dev.tributary.etl.core.internal.state;

import dev.tributary.etl.core.internal.ledger.LedgerDatabase;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.state.StateStore;

/** Makes the state store {@code jdbc}. */
public final class JdbcStateFactory implements PluginFactory<StateStore, PluginFactory.NoOptions> {
    @Override
    public Class<StateStore> kind() {
        return StateStore.class;
    }

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public String help() {
        return "A row of the ledger's database for each dataset, for runs on many machines.";
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
        return new JdbcStateStore(LedgerDatabase.of(context));
    }
}
