package dev.tributary.etl.core.internal.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract of staged jobs over each database, and over one that rows cannot be copied into. */
class StagingTest {
    private static List<String> lines(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var lines = new ArrayList<String>();
            while (rows.next()) {
                var line = new ArrayList<String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.add(rows.getString(i));
                }
                lines.add(String.join(" ", line));
            }
            return lines;
        }
    }

    @Nested
    class OnSqlite extends StagingContract {
        @TempDir
        Path folder = Path.of("");

        @Override
        Ledger open() {
            return new JdbiLedger(SqliteDatabase.open(folder.resolve("ledger.db")));
        }

        @Override
        List<String> query(String sql) {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"))) {
                return lines(connection, sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    abstract static class OnAServer extends StagingContract {
        final PostgresSchema schema = PostgresServer.freshSchema();
        final HikariDataSource pool = new HikariDataSource();

        OnAServer() {
            pool.setDataSource(schema.dataSource());
        }

        @Override
        List<String> query(String sql) {
            try (var connection = schema.dataSource().getConnection()) {
                return lines(connection, sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @AfterEach
        final void drop() {
            pool.close();
            schema.close();
        }
    }

    @Nested
    class OnPostgres extends OnAServer {
        @Override
        Ledger open() {
            return new JdbiLedger(HostDatabase.open(pool));
        }
    }

    @Nested
    class WithoutCopy extends OnAServer {
        @Override
        Ledger open() {
            return new JdbiLedger(HostDatabase.open(WithoutCopyTest.withoutDriver(pool)));
        }
    }
}
