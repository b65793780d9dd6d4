package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.WORKER;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.result;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over an SQLite file, whoever makes the connections to it. */
abstract class SqliteLedgerContract extends LedgerContract {
    @TempDir
    Path folder;

    final Path path() {
        // Signs that mean something in a URI, and a folder that is not there yet.
        return folder.resolve("ho me?x=1%20#é").resolve("ledger.db");
    }

    final String url() {
        return "jdbc:sqlite:file:" + path().toUri().getRawPath();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    final void execute(String... commands) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var command : commands) {
                statement.execute(command);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    final String query(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new StringBuilder();
            while (rows.next()) {
                found.append(rows.getString(1)).append('\n');
            }
            return found.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aKeyThatCameTwiceIsFoundByEveryoneWhoNeedsKeys() {
        for (int unit : new int[] {3, 5}) {
            ledger.commitUnit(result(ledger.claim("a1b2c3", unit, WORKER, 1).orElseThrow(), "P2"));
        }

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> ledger.rootHash("a1b2c3"),
                () -> ledger.taken("a1b2c3", "protein", Set.of("P1")),
                () -> ledger.eachTaken("a1b2c3", (type, identifier) -> {}),
                () -> ledger.complete("a1b2c3", 1, 1, List.of()))) {
            assertThatThrownBy(call).hasMessageContaining("protein 'P2' (units 3 and 5)");
        }
    }

    @Override
    final void writeStatus(String job, int unit, String word) {
        var where = " WHERE job_no = (SELECT job_no FROM ingestion_jobs WHERE id = '" + job + "')";
        execute(
                "PRAGMA ignore_check_constraints = ON",
                unit < 0
                        ? "UPDATE ingestion_jobs SET status = '" + word + "'" + where
                        : "UPDATE ingestion_work_units SET status = '" + word + "'" + where + " AND number = " + unit);
    }

    @Override
    final void crashWithinCommit(String job) {
        execute(
                "BEGIN IMMEDIATE",
                "UPDATE ingestion_work_units SET status = 'completed' WHERE number = 0",
                "INSERT INTO ingestion_job_logs (job_no, level, message, logged_at) VALUES (1, 'warn', 'x', 'now')");
    }

    @Override
    final String fingerprint() {
        try {
            var log = path().resolveSibling("ledger.db-wal");
            return DigestUtils.sha256Hex(Files.readAllBytes(path())) + DigestUtils.sha256Hex(Files.readAllBytes(log));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
