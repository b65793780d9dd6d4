package dev.tributary.etl.test.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema that exists for one test and is all that its connections see, as if it were a database. Closing drops it. Thread-safe. */
public final class PostgresSchema implements AutoCloseable {
    private final PGSimpleDataSource administrator;
    private final String name;
    private final List<String> roles = new ArrayList<>();

    private PostgresSchema(PGSimpleDataSource administrator, String name) {
        this.administrator = administrator;
        this.name = name;
    }

    static PostgresSchema create(PGSimpleDataSource administrator, String name) {
        var schema = new PostgresSchema(administrator, name);
        schema.onServer("CREATE SCHEMA " + name);
        return schema;
    }

    /** Without a pool: each connection is a new one. */
    public PGSimpleDataSource dataSource() {
        return dataSource(administrator.getUser(), administrator.getPassword());
    }

    /** The same for a role of {@link #role}. */
    public PGSimpleDataSource dataSource(@Nullable String user, @Nullable String password) {
        var source = new PGSimpleDataSource();
        source.setServerNames(administrator.getServerNames());
        source.setPortNumbers(administrator.getPortNumbers());
        source.setDatabaseName(administrator.getDatabaseName());
        source.setCurrentSchema(name);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** The URL with user and password, for another process. */
    public String url() {
        return url(administrator.getUser(), administrator.getPassword());
    }

    /** The same for a role of {@link #role}. */
    public String url(@Nullable String user, @Nullable String password) {
        var url = "jdbc:postgresql://" + administrator.getServerNames()[0] + ":"
                + administrator.getPortNumbers()[0] + "/" + administrator.getDatabaseName() + "?currentSchema=" + name
                + "&user=" + encoded(user == null ? "" : user);
        return password == null ? url : url + "&password=" + encoded(password);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Makes a role that may look into the schema and nothing else, and returns its name. */
    public String role(String suffix, String password) {
        var role = name + "_" + suffix;
        onServer(
                "CREATE ROLE " + role + " LOGIN PASSWORD '" + password.replace("'", "''") + "'",
                "GRANT USAGE ON SCHEMA " + name + " TO " + role);
        roles.add(role);
        return role;
    }

    /** The schema's name, for commands that need it. */
    public String name() {
        return name;
    }

    /** Runs commands as the administrator, each in a transaction of its own. */
    public void execute(String... commands) {
        run(dataSource(), commands);
    }

    /** The rows of a query as the administrator: a line each, its columns with a blank between them. */
    public List<String> query(String sql) {
        try (var connection = dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                var line = new StringJoiner(" ");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.add(String.valueOf(rows.getString(i)));
                }
                found.add(line.toString());
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void onServer(String... commands) {
        run(administrator, commands);
    }

    private static void run(PGSimpleDataSource source, String... commands) {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            for (var command : commands) {
                statement.execute(command);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot run for a test: " + String.join("; ", commands), e);
        }
    }

    @Override
    public void close() {
        onServer("SET lock_timeout = '20s'", "DROP SCHEMA " + name + " CASCADE");
        roles.forEach(role -> onServer("DROP ROLE " + role));
    }
}
