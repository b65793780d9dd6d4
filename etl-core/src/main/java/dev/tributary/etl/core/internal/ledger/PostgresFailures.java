package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Says what a failure of PostgreSQL means for the engine. States: postgresql.org/docs/current/errcodes-appendix.html. */
final class PostgresFailures {
    private static final String CONSTRAINT_CLASS = "23";
    private static final String UNIQUE = "23505";
    private static final String SERIALIZATION = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String NO_RIGHT = "42501";
    private static final String NO_TABLE = "42P01";
    private static final String TOO_COMPLEX_CLASS = "54";
    private static final String DAMAGE_CLASS = "XX";
    private final String place;

    /** @param place how messages call the database; without user and password */
    PostgresFailures(String place) {
        this.place = place;
    }

    /** The engine's exception for a failure, with it as the cause. */
    EtlException of(Exception failure) {
        var cause = sqlException(failure);
        var why = String.valueOf((cause == null ? failure : cause).getMessage());
        return new EtlException(problem(state(failure), why), failure);
    }

    private Problem problem(String state, String why) {
        if (state.startsWith(CONSTRAINT_CLASS) || state.startsWith(TOO_COMPLEX_CLASS)) {
            return Problem.of(
                    StandardError.DEFECT,
                    "Cannot write to the ledger " + place + ": a row breaks a rule (" + why + ")");
        }
        if (state.equals(NO_RIGHT) || state.equals(NO_TABLE)) {
            return Problem.of(StandardError.LEDGER_INCOMPATIBLE, "Cannot use the ledger " + place + ": " + why)
                    .withHint("give its user SELECT, INSERT, UPDATE and DELETE on all tables and views ingestion_*,"
                            + " and find them on its search_path; 'etl ddl --dialect postgres' makes them");
        }
        if (state.startsWith(DAMAGE_CLASS)) {
            return Problem.of(
                            StandardError.STATE_DAMAGED,
                            "Cannot read the ledger " + place + ": its database is damaged (" + why + ")")
                    .withHint("look at the server's log and restore the database from a copy");
        }
        return Problem.of(StandardError.LEDGER_UNAVAILABLE, "Cannot use the ledger " + place + ": " + why)
                .withHint("check that the server runs, its address, and the user's password and rights");
    }

    /** Whether the server undid a transaction only because of another one, so that it may be done again at once. */
    static boolean undoneByAnother(Throwable failure) {
        var state = state(failure);
        return state.equals(SERIALIZATION) || state.equals(DEADLOCK);
    }

    static boolean doubledKey(Throwable failure) {
        return state(failure).equals(UNIQUE);
    }

    private static String state(Throwable failure) {
        var cause = sqlException(failure);
        var state = cause == null ? null : cause.getSQLState();
        return state == null ? "" : state;
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
