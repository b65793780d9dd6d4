package dev.tributary.etl.jdbc;

import dev.tributary.etl.jdbc.JdbcOptions.ColumnOptions;
import dev.tributary.etl.jdbc.JdbcOptions.Mode;
import dev.tributary.etl.spi.plugin.Secret;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import dev.tributary.etl.testkit.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/** Databases that hold what is loaded: a schema of PostgreSQL or a file of SQLite for each home. */
abstract class TestTarget implements AutoCloseable {
    static final String TABLE = "samples";

    static TestTarget postgres() {
        return new Postgres(PostgresServer.freshSchema());
    }

    static TestTarget sqlite() {
        return new Sqlite();
    }

    abstract String url(Path home);

    /** The table as statements of a test name it. */
    abstract String table(Path home);

    abstract Connection connect(Path home) throws SQLException;

    /** The same as connections that a program gives. */
    abstract DataSource source(Path home);

    Options options(Path home) {
        return new Options(url(home), table(home));
    }

    /** Options of the loader, by parts. */
    static final class Options {
        private String url;
        private final String table;
        private final List<ColumnOptions> columns = new ArrayList<>();
        private List<String> key = List.of();
        private Mode mode = Mode.UPSERT;
        private @Nullable String recordType;

        private Options(String url, String table) {
            this.url = url;
            this.table = table;
        }

        /** The name under which the server knows the loader's sessions. */
        Options session(String name) {
            url += "&ApplicationName=" + name;
            return this;
        }

        Options mode(Mode other) {
            mode = other;
            return this;
        }

        Options column(String name, @Nullable String field, @Nullable ColumnType type) {
            columns.add(new ColumnOptions(name, Optional.ofNullable(field), Optional.ofNullable(type)));
            return this;
        }

        Options key(String... names) {
            key = List.of(names);
            return this;
        }

        Options recordType(String name) {
            recordType = name;
            return this;
        }

        JdbcOptions made() {
            return new JdbcOptions(
                    Optional.of(url),
                    Optional.empty(),
                    Optional.<Secret>empty(),
                    table,
                    columns,
                    key,
                    mode,
                    Optional.ofNullable(recordType));
        }

        Loader loader() {
            return new JdbcFactory().create(made(), TestContext.pure());
        }
    }

    void execute(Path home, String... commands) throws SQLException {
        try (var connection = connect(home);
                var statement = connection.createStatement()) {
            for (var command : commands) {
                statement.execute(command);
            }
        }
    }

    /** The rows of a query: a line each, its columns with a bar between them. */
    List<String> query(Path home, String sql) throws SQLException {
        try (var connection = connect(home)) {
            return query(connection, sql);
        }
    }

    static List<String> query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                var line = new StringJoiner("|");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.add(String.valueOf(rows.getString(i)));
                }
                found.add(line.toString());
            }
            return found;
        }
    }

    @Override
    public void close() {}

    private static final class Postgres extends TestTarget {
        private final PostgresSchema database;
        private final Set<String> schemas = new TreeSet<>();

        Postgres(PostgresSchema database) {
            this.database = database;
        }

        private String schema(Path home) {
            return database.name() + "_" + Integer.toHexString(home.toString().hashCode());
        }

        private void makeSchema(Path home) {
            if (schemas.add(schema(home))) {
                database.execute("CREATE SCHEMA " + schema(home));
            }
        }

        @Override
        String url(Path home) {
            makeSchema(home);
            return database.url();
        }

        @Override
        String table(Path home) {
            return schema(home) + "." + TABLE;
        }

        @Override
        Connection connect(Path home) throws SQLException {
            makeSchema(home);
            return database.dataSource().getConnection();
        }

        @Override
        DataSource source(Path home) {
            makeSchema(home);
            var source = database.dataSource();
            source.setCurrentSchema(schema(home));
            return source;
        }

        @Override
        public void close() {
            schemas.forEach(schema -> database.execute("DROP SCHEMA " + schema + " CASCADE"));
            database.close();
        }
    }

    private static final class Sqlite extends TestTarget {
        @Override
        String url(Path home) {
            try {
                return "jdbc:sqlite:" + Files.createDirectories(home).resolve("target.db");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        String table(Path home) {
            return TABLE;
        }

        @Override
        Connection connect(Path home) throws SQLException {
            return DriverManager.getConnection(url(home) + "?busy_timeout=20000");
        }

        @Override
        DataSource source(Path home) {
            var source = new SQLiteDataSource();
            source.setUrl(url(home) + "?busy_timeout=20000");
            return source;
        }
    }
}
