package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The registry's tables as numbered scripts, and the runner that brings a database up to the newest. Each script runs once, in order, in one
 * transaction; who may only read and write rows finds them complete, or is told.
 */
record RegistrySchema(Dialect dialect) {
    private static final String VERSIONS = "registry_schema_versions";
    private static final String LOOK = "SELECT version FROM " + VERSIONS + " ORDER BY version DESC LIMIT 1";

    private record Script(int version, String name, String sql) {}

    /** The commands that make everything, also the note that it was made. */
    List<String> commands() {
        var commands = new ArrayList<>(List.of(createVersions()));
        for (var script : scripts()) {
            commands.addAll(commands(script));
        }
        return commands;
    }

    private String createVersions() {
        return "CREATE TABLE " + VERSIONS + " (version integer NOT NULL PRIMARY KEY, script text NOT NULL)";
    }

    private static List<String> commands(Script script) {
        var commands = new ArrayList<String>();
        for (var command : script.sql().split(";\\s*\\n")) {
            if (!command.isBlank()) {
                commands.add(command.strip());
            }
        }
        commands.add("INSERT INTO " + VERSIONS + " (version, script) VALUES (" + script.version() + ", '"
                + script.name() + "')");
        return commands;
    }

    /**
     * Makes or completes the tables; writes nothing where they are complete.
     *
     * @throws EtlException LEDGER_INCOMPATIBLE when the database has newer ones than this program
     */
    void migrate(Connection connection) throws SQLException {
        var scripts = scripts();
        int newest = scripts.get(scripts.size() - 1).version();
        var transaction = new Transaction(dialect, connection);
        int found = version(connection);
        if (found < newest) {
            found = transaction.commit(() -> {
                transaction.execute(dialect.oneMigration());
                complete(connection, transaction);
                return newest;
            });
        }
        if (found > newest) {
            throw new EtlException(
                    StandardError.LEDGER_INCOMPATIBLE,
                    "Cannot use the registry: its schema has version " + found + ", this program knows up to " + newest,
                    "use the program that made it, or a newer one");
        }
    }

    private void complete(Connection connection, Transaction transaction) throws SQLException {
        int found = -1;
        if (isThere(connection)) {
            found = version(connection);
        } else {
            transaction.execute(createVersions());
        }
        for (var script : scripts()) {
            if (script.version() > found) {
                for (var command : commands(script)) {
                    transaction.execute(command);
                }
            }
        }
    }

    /** Asked of the catalogue: in a transaction of PostgreSQL a statement that fails would end it. */
    private static boolean isThere(Connection connection) throws SQLException {
        try (var tables = connection.getMetaData().getTables(null, connection.getSchema(), VERSIONS, null)) {
            return tables.next();
        }
    }

    /** 0 when there is nothing. */
    private int version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(LOOK)) {
            return rows.next() ? rows.getInt(1) : 0;
        } catch (SQLException e) {
            if (dialect.isTableMissing(e)) {
                return 0;
            }
            throw e;
        }
    }

    private List<Script> scripts() {
        var folder = "registry/" + dialect.engineName() + "/";
        return resource(folder + "scripts.txt")
                .lines()
                .map(name -> new Script(
                        Integer.parseInt(name.substring(1, name.indexOf("__"))), name, resource(folder + name)))
                .toList();
    }

    private static String resource(String path) {
        try (InputStream in = RegistrySchema.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("No resource " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the resource " + path, e);
        }
    }
}
