package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Loader;
import javax.sql.DataSource;

/** Makes the loader {@code jdbc}. */
public final class JdbcFactory implements PluginFactory<Loader, JdbcOptions> {
    @Override
    public Class<Loader> kind() {
        return Loader.class;
    }

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public String help() {
        return "Writes records into a table of PostgreSQL or SQLite; rows that are there already with the same values are not written.";
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
    public Class<JdbcOptions> optionsType() {
        return JdbcOptions.class;
    }

    @Override
    public Loader create(JdbcOptions options, PluginContext context) {
        return new JdbcLoader(options, connections(options, context));
    }

    private static Connections connections(JdbcOptions options, PluginContext context) {
        var login = options.login();
        if (login.isPresent()) {
            return Connections.of(login.get());
        }
        return Connections.of(context.service(DataSource.class)
                .orElseThrow(() -> new EtlException(
                        StandardError.OPTION_MISSING,
                        "Cannot load into a table: no database is named, and the host program has no DataSource",
                        "write 'url'")));
    }
}
