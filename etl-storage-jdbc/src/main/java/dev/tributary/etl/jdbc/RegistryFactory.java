package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Loader;
import javax.sql.DataSource;

/** Makes the loader {@code registry}. */
public final class RegistryFactory implements PluginFactory<Loader, RegistryOptions> {
    @Override
    public Class<Loader> kind() {
        return Loader.class;
    }

    @Override
    public String name() {
        return "registry";
    }

    @Override
    public String help() {
        return "Stores each record's files and keeps their versions, digests and main fields in tables of PostgreSQL or SQLite.";
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
    public Class<RegistryOptions> optionsType() {
        return RegistryOptions.class;
    }

    @Override
    public Loader create(RegistryOptions options, PluginContext context) {
        return new RegistryLoader(options, context, () -> connections(options, context));
    }

    /** Asked when the loader is prepared: before a run there may be no ledger. */
    private static Connections connections(RegistryOptions options, PluginContext context) {
        var login = options.login();
        if (login.isPresent()) {
            return Connections.of(login.get());
        }
        return Connections.of(context.ledger(DataSource.class)
                .orElseThrow(() -> new EtlException(
                        StandardError.OPTION_MISSING,
                        "Cannot open the registry: no database is named, and there is no ledger",
                        "write 'url'")));
    }
}
