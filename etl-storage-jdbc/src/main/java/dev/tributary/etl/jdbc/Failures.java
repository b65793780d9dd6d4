package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What failures of the database mean for a run.
 *
 * @param place how messages call what is loaded into, such as {@code table proteins}
 */
record Failures(Dialect dialect, String place) {
    /** Something that talks to the database. */
    interface Work<T extends @Nullable Object> {
        T run() throws SQLException, IOException;
    }

    /**
     * Does it.
     *
     * @throws IOException when doing the unit again may help
     * @throws EtlException LOAD_FAILED otherwise
     */
    <T extends @Nullable Object> T guarded(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (SQLException e) {
            var message = "Cannot load into " + place + ": " + dialect.message(e);
            if (dialect.isTransient(e)) {
                throw new IOException(message, e);
            }
            throw new EtlException(
                    Problem.of(StandardError.LOAD_FAILED, message)
                            .withHint("see to the tables and to the user's rights, and run again"),
                    e);
        }
    }

    /** A row that the database refuses. */
    Problem refused(SQLException e) {
        var problem = Problem.of(
                StandardError.RECORD_UNLOADABLE, "Cannot store the record in " + place + ": " + dialect.message(e));
        return dialect.column(e).map(problem::inField).orElse(problem);
    }
}
