package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Publication;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Writes records into one table. A unit's rows and the note that it is committed are one transaction of the target's database. */
final class JdbcLoader implements Loader {
    private final JdbcOptions options;
    private final Connections connections;
    /** Set once a row was refused in a unit that was loaded at one go: from then on each batch is tried before it is taken. */
    private final AtomicBoolean careful = new AtomicBoolean();

    private volatile @Nullable Destination destination;

    JdbcLoader(JdbcOptions options, Connections connections) {
        this.options = options;
        this.connections = connections;
    }

    @Override
    public Set<RecordPart> needs() {
        return RowMaker.needs(prepared().layout().columns());
    }

    @Override
    public boolean keepsUnitsApart() {
        return options.mode() != JdbcOptions.Mode.UPSERT;
    }

    @Override
    public List<String> ddl(String dialect, List<RecordType> types) {
        var named = Dialect.named(dialect);
        if (named.isEmpty()) {
            return List.of();
        }
        var table = TableName.parse(options.table());
        var sql = new TableSql(Layout.of(options, types), options.mode());
        var commands =
                new ArrayList<String>(List.of(sql.create(table, named.get()), new UnitCommits(table, "").create()));
        if (options.mode() == JdbcOptions.Mode.REPLACE) {
            commands.add(new Publications(table).create());
        }
        return commands;
    }

    @Override
    public void prepare(LoadTarget target, List<RecordType> types) throws IOException {
        var table = TableName.parse(options.table());
        var layout = Layout.of(options, types);
        try {
            connections.closeIdle();
            var connection = connections.take();
            boolean whole = false;
            try {
                var dialect = Dialect.of(connection);
                var made = new Destination(
                        dialect,
                        Databases.name(connection),
                        table,
                        layout,
                        new TableSql(layout, options.mode()),
                        target,
                        options.recordType());
                made.failures().guarded(() -> {
                    made.prepare(connection);
                    return true;
                });
                careful.set(made.commits().hasRefused(connection, target));
                destination = made;
                whole = true;
            } finally {
                if (whole) {
                    connections.giveBack(connection);
                } else {
                    connections.discard(connection);
                }
            }
        } catch (SQLException e) {
            throw new IOException("Cannot reach the database of table " + table + ": " + e.getMessage(), e);
        }
    }

    @Override
    public LoadTask open(LoadUnit unit) throws IOException {
        var prepared = prepared();
        return new JdbcTask(prepared, unit, UnitWork.open(prepared.units(), connections, unit, careful));
    }

    @Override
    public List<String> publish(Publication publication, Iterable<LoadReceipt> receipts) throws IOException {
        var prepared = prepared();
        if (prepared.replaces()) {
            prepared.failures().guarded(() -> {
                replace(prepared, publication);
                return true;
            });
        }
        return List.of(prepared.place());
    }

    private void replace(Destination prepared, Publication publication) throws SQLException {
        var connection = connections.take();
        boolean whole = false;
        try {
            if (!prepared.publications().isLast(connection, prepared.load())) {
                var transaction = new Transaction(prepared.dialect(), connection);
                transaction.commit(() -> {
                    prepared.publications().note(connection, publication);
                    transaction.execute(prepared.sql().deleteMissing(prepared.unitsTable(), prepared.table()));
                    transaction.execute(prepared.sql().mergeAll(prepared.unitsTable(), prepared.table()));
                    transaction.execute("DROP TABLE " + prepared.unitsTable().quoted());
                    return true;
                });
            }
            whole = true;
        } finally {
            if (whole) {
                connections.giveBack(connection);
            } else {
                connections.discard(connection);
            }
        }
    }

    private Destination prepared() {
        var prepared = destination;
        if (prepared == null) {
            throw new IllegalStateException("prepare was not called");
        }
        return prepared;
    }

    @Override
    public void close() throws IOException {
        try {
            connections.close();
        } catch (SQLException e) {
            throw new IOException("Cannot close the connections to the database: " + e.getMessage(), e);
        }
    }
}
