package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadUnit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code etl_unit_commits} beside the target: under which fence each unit is worked on, and which are committed. A row is committed in the
 * transaction that writes the unit's rows, and only under its fence: so a unit counts once, and a worker that was overtaken writes nothing. A row of
 * another job of the dataset that is still open is removed when a job begins, and its worker can never commit either. Whose rows
 * wait in a table of their own has a {@link StageNote} among these rows.
 */
record UnitCommits(TableName table, String target, String dataset) {
    private static final String NAME = "etl_unit_commits";

    UnitCommits(TableName target, String dataset) {
        this(target.beside(NAME), target.name(), dataset);
    }

    String create() {
        return "CREATE TABLE IF NOT EXISTS " + table.quoted()
                + " (dataset text NOT NULL, job text NOT NULL, target text NOT NULL, unit bigint NOT NULL, fence bigint NOT NULL,"
                + " state text NOT NULL CHECK (state IN ('open', 'committed')), records_written bigint, records_rejected bigint, refused boolean,"
                + " PRIMARY KEY (job, target, unit))";
    }

    String look() {
        return "SELECT dataset, job, target, unit, fence, state, records_written, records_rejected, refused FROM "
                + table.quoted() + " WHERE 1 = 0";
    }

    /** Takes what other jobs of the dataset have left open from them; which of these have rows of a first load waiting, that nobody needs any more. */
    List<String> begin(Connection connection, LoadTarget load) throws SQLException {
        try (var delete = connection.prepareStatement(
                "DELETE FROM " + table.quoted()
                        + " WHERE dataset = ? AND target = ? AND job <> ? AND state = 'open' AND unit <> ? RETURNING job, unit")) {
            delete.setString(1, dataset);
            delete.setString(2, target);
            delete.setString(3, load.job());
            delete.setInt(4, StageNote.Kind.REPLACEMENT.unit());
            var jobs = new ArrayList<String>();
            try (var rows = delete.executeQuery()) {
                while (rows.next()) {
                    if (rows.getInt(2) == StageNote.Kind.FIRST_LOAD.unit()) {
                        jobs.add(rows.getString(1));
                    }
                }
            }
            return jobs;
        }
    }

    /** Whether units of the job were registered. */
    boolean hasUnits(Connection connection, LoadTarget load) throws SQLException {
        return hasRow(connection, load, "unit >= 0");
    }

    /** What a committed unit has. */
    record Committed(long written, long rejected) {}

    /**
     * Registers an attempt; a fence only rises. What the unit has if it is committed. It does not wait for the disk: a server that loses it has lost
     * the connections of older attempts too, and its own commit finds it missing.
     *
     * @throws EtlException LEASE_LOST when a higher fence is there
     */
    Optional<Committed> open(Dialect dialect, Connection connection, LoadUnit unit) throws SQLException {
        if (isRegistered(dialect, connection, unit)) {
            return Optional.empty();
        }
        try (var query = connection.prepareStatement("SELECT state, fence, records_written, records_rejected FROM "
                + table.quoted() + " WHERE job = ? AND target = ? AND unit = ?")) {
            bind(query, unit);
            try (var rows = query.executeQuery()) {
                boolean known = rows.next();
                if (known && rows.getString(1).equals("committed")) {
                    return Optional.of(new Committed(rows.getLong(3), rows.getLong(4)));
                }
                if (!known || rows.getLong(2) > unit.fence()) {
                    throw lost(unit);
                }
                return Optional.empty();
            }
        }
    }

    private boolean isRegistered(Dialect dialect, Connection connection, LoadUnit unit) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO " + table.quoted()
                + " AS c (job, target, unit, dataset, fence, state) VALUES (?, ?, ?, ?, ?, 'open')"
                + " ON CONFLICT (job, target, unit) DO UPDATE SET fence = excluded.fence"
                + " WHERE c.state = 'open' AND c.fence < excluded.fence RETURNING fence, " + dialect.unhurried())) {
            bind(insert, unit);
            insert.setString(4, dataset);
            insert.setLong(5, unit.fence());
            try (var rows = insert.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * Marks a unit committed, in the transaction that writes its rows.
     *
     * @throws EtlException LEASE_LOST when another attempt was registered since; the transaction must be rolled back
     */
    void commit(Connection connection, LoadUnit unit, Committed counts) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE " + table.quoted()
                + " SET state = 'committed', records_written = ?, records_rejected = ?"
                + " WHERE job = ? AND target = ? AND unit = ? AND fence = ? AND state = 'open'")) {
            update.setLong(1, counts.written());
            update.setLong(2, counts.rejected());
            update.setString(3, unit.job());
            update.setString(4, target);
            update.setInt(5, unit.number());
            update.setLong(6, unit.fence());
            if (update.executeUpdate() != 1) {
                throw lost(unit);
            }
        }
    }

    /** Notes that the table refused a row of the unit, outside of the transaction in which it did. */
    void refused(Connection connection, LoadUnit unit) throws SQLException {
        try (var update = connection.prepareStatement(
                "UPDATE " + table.quoted() + " SET refused = true WHERE job = ? AND target = ? AND unit = ?")) {
            bind(update, unit);
            update.executeUpdate();
        }
    }

    /** Whether the table refused a row of the job. */
    boolean hasRefused(Connection connection, LoadTarget load) throws SQLException {
        return hasRow(connection, load, "refused");
    }

    private boolean hasRow(Connection connection, LoadTarget load, String condition) throws SQLException {
        try (var query = connection.prepareStatement(
                "SELECT 1 FROM " + table.quoted() + " WHERE job = ? AND target = ? AND " + condition + " LIMIT 1")) {
            query.setString(1, load.job());
            query.setString(2, target);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void bind(PreparedStatement statement, LoadUnit unit) throws SQLException {
        statement.setString(1, unit.job());
        statement.setString(2, target);
        statement.setInt(3, unit.number());
    }

    private EtlException lost(LoadUnit unit) {
        return new EtlException(
                StandardError.LEASE_LOST,
                "Cannot load unit " + unit.number() + " into " + target + " under fence " + unit.fence()
                        + ": another worker has taken it");
    }
}
