package dev.tributary.etl.test.postgres;

import dev.tributary.etl.test.folder.TestFolders;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL server of this JVM's tests, started when it is first needed and stopped with the JVM. A commit is on disk when it is confirmed, as in
 * production. {@code -Detl.test.pg.url=jdbc:postgresql://host/database?user=…&password=…} names another server, whose user may create schemas and
 * roles. Where no server starts, tests fail; they are never skipped. Thread-safe.
 */
public final class PostgresServer {
    private static final String OTHER_SERVER = "etl.test.pg.url";
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private PostgresServer() {}

    /** A schema of its own, empty; the caller closes it. */
    public static PostgresSchema freshSchema() {
        var name = "etl_" + ProcessHandle.current().pid() + "_" + System.nanoTime() + "_" + SCHEMAS.incrementAndGet();
        return PostgresSchema.create(administrator(), name);
    }

    /** The folder with the programs of PostgreSQL, those of the server that is started here. */
    static Path programs() {
        try (var connection = Embedded.administrator().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT setting FROM pg_config() WHERE name = 'BINDIR'")) {
            row.next();
            return Path.of(row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot find the programs of PostgreSQL", e);
        }
    }

    private static PGSimpleDataSource administrator() {
        var other = System.getProperty(OTHER_SERVER, "");
        return other.isEmpty() ? Embedded.administrator() : administrator(other);
    }

    private static PGSimpleDataSource administrator(String url) {
        var administrator = new PGSimpleDataSource();
        administrator.setUrl(url);
        return administrator;
    }

    /** Started by the first use of this class; many threads may come at once. */
    private static final class Embedded {
        private static final EmbeddedPostgres SERVER = start();

        private Embedded() {}

        private static EmbeddedPostgres start() {
            try {
                // Without these two the library trades commits for speed: a killed server would lose what it confirmed.
                return EmbeddedPostgres.builder()
                        .setDataDirectory(TestFolders.create("postgres-"))
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "Cannot start PostgreSQL for the tests; name a server with -D" + OTHER_SERVER, e);
            }
        }

        static PGSimpleDataSource administrator() {
            return PostgresServer.administrator(SERVER.getJdbcUrl("postgres", "postgres"));
        }
    }
}
