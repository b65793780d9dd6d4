package dev.tributary.etl.testkit.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.core.internal.ledger.HostDatabase;
import dev.tributary.etl.core.internal.ledger.LedgerDatabase;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.nio.file.Path;

/** A ledger's database for one test. */
record TestDatabase(LedgerDatabase database, HikariDataSource pool, Runnable closing) implements AutoCloseable {
    static TestDatabase postgres() {
        var schema = PostgresServer.freshSchema();
        return of(schema.url(), schema::close);
    }

    static TestDatabase sqlite(Path folder) {
        return of("jdbc:sqlite:" + folder.resolve("ledger.db"), () -> {});
    }

    private static TestDatabase of(String url, Runnable closing) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMinimumIdle(0);
        return new TestDatabase(HostDatabase.open(pool), pool, closing);
    }

    void execute(String command) {
        database.write(handle -> handle.execute(command));
    }

    @Override
    public void close() {
        pool.close();
        closing.run();
    }
}
