package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.LoadTarget;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The row of {@code etl_unit_commits} that says that rows of a job wait in a table of their own: open until they are published or given up. It is what
 * makes such a table findable, and what keeps a job that was overtaken from publishing.
 */
record StageNote(UnitCommits commits, Kind kind) {
    /** Why rows wait. */
    enum Kind {
        /** Of a first load: of use until another job of the dataset begins. */
        FIRST_LOAD(-1),
        /** Of a job that replaces: of use until another job of the dataset publishes. */
        REPLACEMENT(-2);

        private final int unit;

        Kind(int unit) {
            this.unit = unit;
        }

        /** What stands in place of a unit's number. */
        int unit() {
            return unit;
        }
    }

    /** What became of the rows. */
    enum State {
        WAITING,
        /** They were published, or given up. */
        GONE
    }

    /** Empty when none ever waited. */
    Optional<State> state(Connection connection, LoadTarget load) throws SQLException {
        try (var query = connection.prepareStatement(
                "SELECT state FROM " + commits.table().quoted() + " WHERE job = ? AND target = ? AND unit = ?")) {
            bind(query, load);
            try (var rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(rows.getString(1).equals("open") ? State.WAITING : State.GONE)
                        : Optional.empty();
            }
        }
    }

    /** The jobs of the dataset of which rows wait, of whatever kind. */
    static List<String> waiting(Connection connection, UnitCommits commits) throws SQLException {
        try (var query = connection.prepareStatement("SELECT job FROM "
                + commits.table().quoted()
                + " WHERE dataset = ? AND target = ? AND unit < 0 AND state = 'open' ORDER BY job")) {
            query.setString(1, commits.dataset());
            query.setString(2, commits.target());
            var jobs = new ArrayList<String>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    jobs.add(rows.getString(1));
                }
            }
            return jobs;
        }
    }

    void open(Connection connection, LoadTarget load) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO "
                + commits.table().quoted()
                + " (job, target, unit, dataset, fence, state) VALUES (?, ?, ?, ?, 0, 'open')")) {
            bind(insert, load);
            insert.setString(4, commits.dataset());
            insert.executeUpdate();
        }
    }

    /**
     * Notes the publication, in its transaction; false when that was done already.
     *
     * @throws EtlException LEASE_LOST when a job of the dataset that began since has removed the note
     */
    boolean close(Connection connection, LoadTarget load) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE "
                + commits.table().quoted()
                + " SET state = 'committed' WHERE job = ? AND target = ? AND unit = ? AND state = 'open'")) {
            bind(update, load);
            if (update.executeUpdate() == 1) {
                return true;
            }
        }
        if (state(connection, load).isEmpty()) {
            throw overtaken();
        }
        return false;
    }

    EtlException overtaken() {
        return new EtlException(
                StandardError.LEASE_LOST,
                "Cannot publish in " + commits.target() + ": another job of " + commits.dataset()
                        + " took the place of this one");
    }

    /** Gives up what other jobs of the dataset have waiting; which jobs. */
    List<String> closeOthers(Connection connection, LoadTarget load) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE "
                + commits.table().quoted()
                + " SET state = 'committed' WHERE job <> ? AND target = ? AND unit = ? AND dataset = ? AND state = 'open'"
                + " RETURNING job")) {
            bind(update, load);
            update.setString(4, commits.dataset());
            var jobs = new ArrayList<String>();
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    jobs.add(rows.getString(1));
                }
            }
            return jobs;
        }
    }

    private void bind(PreparedStatement statement, LoadTarget load) throws SQLException {
        statement.setString(1, load.job());
        statement.setString(2, commits.target());
        statement.setInt(3, kind.unit());
    }
}
