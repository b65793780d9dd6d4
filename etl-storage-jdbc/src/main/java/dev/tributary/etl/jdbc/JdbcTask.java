package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Rejects;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a unit. Rows wait in a temporary table and no transaction is open until {@link #finish} brings them over in one. When the database
 * refuses a row there, the unit is begun anew, and from then on batches are tried in a transaction that is undone, halved until the row is found:
 * only then can it be rejected before the loaders behind this one get it.
 */
final class JdbcTask implements LoadTask {
    private static final int FULL_CHARS = 1 << 20;
    private static final String DROPPED = "the connection is closed";

    private final Destination destination;
    private final Connections connections;
    private final LoadUnit unit;
    private final AtomicBoolean careful;
    private final Connection connection;
    private final RowMaker maker;
    private final List<Row> buffer = new ArrayList<>();
    private int buffered;
    private int waiting;
    private long written;
    private long rejected;
    private boolean deletions;
    private boolean usable = true;
    /** An earlier attempt committed the unit. */
    private boolean again;

    private @Nullable LoadReceipt receipt;

    private JdbcTask(
            Destination destination,
            Connections connections,
            LoadUnit unit,
            AtomicBoolean careful,
            Connection connection) {
        this.destination = destination;
        this.connections = connections;
        this.unit = unit;
        this.careful = careful;
        this.connection = connection;
        this.maker = new RowMaker(destination.layout(), destination.load().release());
    }

    static JdbcTask open(Destination destination, Connections connections, LoadUnit unit, AtomicBoolean careful)
            throws IOException {
        return destination.failures().guarded(() -> {
            var task = new JdbcTask(destination, connections, unit, careful, connections.take());
            try {
                task.begin();
                return task;
            } catch (SQLException | RuntimeException e) {
                task.usable = false;
                task.close();
                throw e;
            }
        });
    }

    /** One transaction, for each is a wait for the disk. */
    private void begin() throws SQLException {
        var committed = new Transaction(destination.dialect(), connection).commit(() -> {
            var before = destination.commits().open(connection, unit);
            if (before.isEmpty() || before.get().rejected() > 0) {
                destination.waiting().create(connection);
            }
            return before;
        });
        again = committed.isPresent();
        committed.ifPresent(counts -> {
            rejected = counts.rejected();
            receipt = receipt(counts.written());
        });
    }

    private LoadReceipt receipt(long records) {
        return new LoadReceipt(unit.number(), records, List.of(), Map.of());
    }

    /** Of a unit with rejects, nobody but the table knows which those are: its records are tried once more, and nothing is written. */
    @Override
    public Optional<LoadReceipt> committed() {
        return again && rejected > 0 ? Optional.empty() : Optional.ofNullable(receipt);
    }

    @Override
    public void write(Batch batch, Rejects rejects) throws IOException {
        Rejects counting = (record, problem) -> {
            rejected += again ? 0 : 1;
            rejects.reject(record, problem);
        };
        var rows = new ArrayList<Row>();
        for (var record : batch.records()) {
            var type = destination.recordType();
            if (type.isPresent() && !type.get().equals(record.type().name())) {
                continue;
            }
            try {
                rows.add(maker.row(record));
            } catch (EtlException e) {
                if (e.code().category() != ErrorCode.Category.DATA) {
                    throw e;
                }
                counting.reject(record, e.problem());
            }
        }
        take(rows, counting);
    }

    @Override
    public void delete(Batch keys) throws IOException {
        if (!destination.takesDeletions()) {
            throw new EtlException(
                    StandardError.DELETE_UNSUPPORTED,
                    "Cannot delete from table " + destination.table() + ": it is only added to, or has no key",
                    "load with mode upsert or replace, and a key");
        }
        deletions = true;
        take(keys.records().stream().map(maker::deletion).toList(), (record, problem) -> {
            throw new EtlException(problem, null);
        });
    }

    private void take(List<Row> rows, Rejects rejects) throws IOException {
        destination.failures().guarded(() -> {
            if (again || careful.get()) {
                flush();
                tryOut(rows, rejects);
            } else {
                rows.forEach(this::wait);
                if (buffered > FULL_CHARS) {
                    flush();
                }
            }
            return true;
        });
    }

    private void wait(Row row) {
        buffer.add(row);
        buffered += row.size();
        written += row.isDeletion() ? 0 : 1;
    }

    private void flush() throws SQLException, IOException {
        if (buffer.isEmpty()) {
            return;
        }
        try {
            append(buffer);
        } catch (SQLException e) {
            throw beginAnew(e);
        }
        buffer.clear();
        buffered = 0;
    }

    private void append(List<Row> rows) throws SQLException {
        destination.dialect().append(connection, destination.waiting(), waiting, rows);
        waiting += rows.size();
    }

    /** A row is at fault and nobody knows which: the engine begins the unit anew, and then each batch is tried. */
    private SQLException beginAnew(SQLException e) throws SQLException, IOException {
        if (destination.dialect().isRowAtFault(e) && careful.compareAndSet(false, true)) {
            // The next attempt may be made by another loader, in another process.
            destination.commits().refused(connection, unit);
            throw new IOException(
                    "Table " + destination.table() + " refuses a row, which is looked for: "
                            + destination.dialect().message(e),
                    e);
        }
        return e;
    }

    /** Takes the rows that the table would take now, behind those that wait. */
    private void tryOut(List<Row> rows, Rejects rejects) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        int before = waiting;
        var transaction = new Transaction(destination.dialect(), connection);
        try {
            transaction.attempt(() -> {
                append(rows);
                destination.merge(transaction, deletions);
                return true;
            });
        } catch (SQLException e) {
            waiting = before;
            if (!destination.dialect().isRowAtFault(e)) {
                throw e;
            }
            if (rows.size() == 1) {
                rejects.reject(rows.get(0).record(), destination.failures().refused(e));
            } else {
                tryOut(rows.subList(0, rows.size() / 2), rejects);
                tryOut(rows.subList(rows.size() / 2, rows.size()), rejects);
            }
            return;
        }
        waiting = before;
        append(rows);
        written += rows.stream().filter(row -> !row.isDeletion()).count();
    }

    @Override
    public LoadReceipt finish() throws IOException {
        var done = receipt;
        if (done == null) {
            done = destination.failures().guarded(() -> {
                flush();
                commit();
                return receipt(written);
            });
            receipt = done;
        }
        return done;
    }

    private void commit() throws SQLException, IOException {
        var transaction = new Transaction(destination.dialect(), connection);
        try {
            transaction.commit(() -> {
                destination.commits().commit(connection, unit, new UnitCommits.Committed(written, rejected));
                destination.merge(transaction, deletions);
                destination.waiting().drop(connection);
                return true;
            });
        } catch (SQLException e) {
            throw beginAnew(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (usable) {
                usable = false;
                if (!connection.isClosed()) {
                    new Transaction(destination.dialect(), connection)
                            .execute("DROP TABLE IF EXISTS "
                                    + destination.waiting().quoted());
                    connections.giveBack(connection);
                    return;
                }
            }
            connections.discard(connection);
        } catch (SQLException e) {
            discard(e);
        }
    }

    /** The unit is undone with its connection, whatever is wrong with that. */
    private void discard(SQLException e) throws IOException {
        try {
            connections.discard(connection);
        } catch (SQLException again) {
            e.addSuppressed(again);
            throw new IOException("Cannot undo a unit of table " + destination.table() + ": " + DROPPED, e);
        }
    }
}
