package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Rejects;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The database's side of one attempt at a unit. Rows wait in memory, or in temporary tables when they are many, and no transaction is open until
 * {@link #finish} brings them over in one. When the database refuses a row there, the unit is begun anew, and from then on batches are tried in a
 * transaction that is undone, halved until the record is found: only then can it be rejected before the loaders behind this one get it.
 */
final class UnitWork implements AutoCloseable {
    private static final int FULL_CHARS = 4 << 20;

    private final UnitTarget target;
    private final Connections connections;
    private final LoadUnit unit;
    private final AtomicBoolean careful;
    private final Connection connection;
    private final List<RecordRows> buffer = new ArrayList<>();
    private int buffered;
    private int[] waiting;
    private long written;
    private long rejected;
    private boolean deletions;
    private boolean usable = true;
    private boolean finished;
    /** Whether the temporary tables are there. */
    private boolean furnished;
    /** What an earlier attempt committed. */
    private Optional<UnitCommits.Committed> before = Optional.empty();

    private UnitWork(
            UnitTarget target, Connections connections, LoadUnit unit, AtomicBoolean careful, Connection connection) {
        this.target = target;
        this.connections = connections;
        this.unit = unit;
        this.careful = careful;
        this.connection = connection;
        this.waiting = new int[target.sheets().size()];
    }

    /** {@code careful}: set once a row was refused, in a unit of any task of the loader. */
    static UnitWork open(UnitTarget target, Connections connections, LoadUnit unit, AtomicBoolean careful)
            throws IOException {
        return target.failures().guarded(() -> {
            var work = new UnitWork(target, connections, unit, careful, connections.take());
            try {
                work.before = new Transaction(target.dialect(), work.connection)
                        .commit(() -> target.commits().open(target.dialect(), work.connection, unit));
                return work;
            } catch (SQLException | RuntimeException e) {
                work.usable = false;
                work.close();
                throw e;
            }
        });
    }

    /** What an earlier attempt at the unit committed: then records are only tried, and nothing is written. */
    Optional<UnitCommits.Committed> before() {
        return before;
    }

    Connection connection() {
        return connection;
    }

    /** Counts what is rejected: the unit's row keeps how many it were. */
    Rejects counting(Rejects rejects) {
        return (record, problem) -> {
            rejected++;
            rejects.reject(record, problem);
        };
    }

    /** Takes records behind those that it has; rejects go to a {@link #counting} one. */
    void take(List<RecordRows> records, Rejects rejects) throws IOException {
        target.failures().guarded(() -> {
            if (before.isPresent() || careful.get()) {
                flush();
                tryOut(records, rejects);
            } else {
                records.forEach(this::wait);
                if (buffered > FULL_CHARS) {
                    flush();
                }
            }
            return true;
        });
    }

    /** Takes rows to delete behind what it has. */
    void delete(List<RecordRows> keys) throws IOException {
        deletions = true;
        take(keys, (record, problem) -> {
            throw new EtlException(problem, null);
        });
    }

    private void wait(RecordRows record) {
        buffer.add(record);
        buffered += record.size();
        written += record.isDeletion() ? 0 : 1;
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

    private void append(List<RecordRows> records) throws SQLException {
        furnish();
        for (int i = 0; i < waiting.length; i++) {
            var rows = rows(records, i);
            if (!rows.isEmpty()) {
                target.dialect().append(connection, target.sheets().get(i).waiting(), waiting[i], rows);
                waiting[i] += rows.size();
            }
        }
    }

    private static List<Row> rows(List<RecordRows> records, int sheet) {
        return records.stream()
                .flatMap(record -> record.rows().stream())
                .filter(row -> row.sheet() == sheet)
                .toList();
    }

    /** One transaction at most, for each is a wait for the disk. */
    private void furnish() throws SQLException {
        if (furnished) {
            return;
        }
        if (target.quick().isPresent()) {
            target.quick().get().giveWay(connection);
        }
        if (!connections.isFurnished(connection)) {
            new Transaction(target.dialect(), connection).commit(() -> {
                target.createWaiting(connection);
                return true;
            });
            connections.furnish(connection);
        }
        furnished = true;
    }

    /** A row is at fault and nobody knows which: the engine begins the unit anew, and then each batch is tried. */
    private SQLException beginAnew(SQLException e) throws SQLException, IOException {
        if (target.dialect().isRowAtFault(e) && careful.compareAndSet(false, true)) {
            // The next attempt may be made by another loader, in another process.
            target.commits().refused(connection, unit);
            throw new IOException(
                    target.failures().place() + " refuses a row, which is looked for: "
                            + target.dialect().message(e),
                    e);
        }
        return e;
    }

    /** Takes the records that the tables would take now, behind those that wait. */
    private void tryOut(List<RecordRows> records, Rejects rejects) throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        var refusal = attempt(records);
        if (refusal.isEmpty()) {
            append(records);
            written += records.stream().filter(record -> !record.isDeletion()).count();
        } else if (records.size() == 1) {
            rejects.reject(records.get(0).record(), target.failures().refused(refusal.get()));
        } else {
            tryOut(records.subList(0, records.size() / 2), rejects);
            tryOut(records.subList(records.size() / 2, records.size()), rejects);
        }
    }

    /** How the database refuses these records behind those that wait. */
    private Optional<SQLException> attempt(List<RecordRows> records) throws SQLException {
        furnish();
        var numbers = waiting.clone();
        var transaction = new Transaction(target.dialect(), connection);
        try {
            transaction.attempt(() -> {
                append(records);
                target.merge(transaction, deletions);
                return true;
            });
            return Optional.empty();
        } catch (SQLException e) {
            if (!target.dialect().isRowAtFault(e)) {
                throw e;
            }
            return Optional.of(e);
        } finally {
            waiting = numbers;
        }
    }

    /** How many records the unit has; commits them unless an earlier attempt did. */
    long finish() throws IOException {
        if (!finished && before.isEmpty()) {
            target.failures().guarded(() -> {
                commit(quick());
                return true;
            });
        }
        finished = true;
        return before.map(UnitCommits.Committed::written).orElse(written);
    }

    /** The shorter way, when all that the unit has may come by it. */
    private Optional<QuickWrite> quick() {
        return target.quick()
                .filter(way -> !furnished
                        && buffer.stream()
                                .allMatch(record -> record.rows().stream().allMatch(way::takes)));
    }

    private void commit(Optional<QuickWrite> quick) throws SQLException, IOException {
        if (quick.isEmpty()) {
            flush();
            furnish();
        }
        var transaction = new Transaction(target.dialect(), connection);
        // Until it is known to be outside of the transaction.
        usable = false;
        try {
            transaction.commit(() -> {
                target.commits().commit(connection, unit, new UnitCommits.Committed(written, rejected));
                if (quick.isPresent()) {
                    quick.get().write(connection, rows(buffer, 0));
                } else {
                    target.merge(transaction, deletions);
                    tidyUp(transaction);
                }
                return true;
            });
            furnished = false;
            usable = true;
        } catch (SQLException e) {
            throw beginAnew(e);
        }
    }

    /** Leaves empty tables to the next unit, or none. */
    private void tidyUp(Transaction transaction) throws SQLException {
        if (connections.isFurnished(connection)) {
            target.clearWaiting(transaction);
        } else {
            target.dropWaiting(transaction);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (usable) {
                usable = false;
                if (!connection.isClosed()) {
                    if (furnished) {
                        tidyUp(new Transaction(target.dialect(), connection));
                    }
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
            throw new IOException(
                    "Cannot undo a unit of " + target.failures().place() + ": the connection is closed", e);
        }
    }
}
