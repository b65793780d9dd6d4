package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Says what a failure of SQLite means for the engine. Result codes: sqlite.org/rescode.html. */
final class SqliteFailures {
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int CORRUPT = 11;
    private static final int CONSTRAINT = 19;
    private static final int NOT_A_DATABASE = 26;
    private final String file;

    /** @param file how messages call the database */
    SqliteFailures(String file) {
        this.file = file;
    }

    /** The engine's exception for a failure, with it as the cause. */
    EtlException of(Exception failure) {
        var cause = sqlException(failure);
        var what = cause == null ? failure : cause;
        return new EtlException(problem(resultCode(failure), String.valueOf(what.getMessage())), failure);
    }

    /** A file that is there but is no database. */
    EtlException damaged(String why) {
        return new EtlException(problem(NOT_A_DATABASE, why), null);
    }

    private Problem problem(int resultCode, String why) {
        return switch (resultCode) {
            case CORRUPT, NOT_A_DATABASE ->
                Problem.of(
                                StandardError.STATE_DAMAGED,
                                "Cannot read the ledger " + file + ": it is damaged (" + why + ")")
                        .withHint("restore " + file
                                + " with its -wal file from a copy; it is never begun anew by itself");
            case CONSTRAINT ->
                Problem.of(
                        StandardError.DEFECT,
                        "Cannot write to the ledger " + file + ": a row breaks a rule (" + why + ")");
            case BUSY, LOCKED ->
                Problem.of(
                                StandardError.LEDGER_UNAVAILABLE,
                                "Cannot use the ledger " + file + ": it stayed locked (" + why + ")")
                        .withHint("another process holds it longer than " + SqliteConnections.BUSY_TIMEOUT.toSeconds()
                                + " s; end that process");
            default ->
                Problem.of(StandardError.LEDGER_UNAVAILABLE, "Cannot use the ledger " + file + ": " + why)
                        .withHint(
                                "check the space, the rights and the disk of its folder; it must not lie on a network file system");
        };
    }

    static boolean busy(Throwable failure) {
        int code = resultCode(failure);
        return code == BUSY || code == LOCKED;
    }

    static boolean damage(Throwable failure) {
        int code = resultCode(failure);
        return code == CORRUPT || code == NOT_A_DATABASE;
    }

    static boolean constraint(Throwable failure) {
        return resultCode(failure) == CONSTRAINT;
    }

    private static int resultCode(Throwable failure) {
        var cause = sqlException(failure);
        return cause == null ? 0 : cause.getErrorCode() & 0xff;
    }

    private static @Nullable SQLException sqlException(@Nullable Throwable failure) {
        for (var at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException e) {
                return e;
            }
        }
        return null;
    }
}
