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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Writes records into one table. A unit's rows and the note that it is committed are one transaction of the target's database. */
final class JdbcLoader implements Loader {
    private final JdbcOptions options;
    private final Connections connections;
    /** Set once a row was refused in a unit that was loaded at one go: from then on each batch is tried before it is taken. */
    private final AtomicBoolean careful = new AtomicBoolean();

    private volatile @Nullable Prepared prepared;

    private record Prepared(Destination destination, Route route, UnitTarget units) {}

    JdbcLoader(JdbcOptions options, Connections connections) {
        this.options = options;
        this.connections = connections;
    }

    @Override
    public Set<RecordPart> needs() {
        return RowMaker.needs(prepared().destination().layout().columns());
    }

    @Override
    public boolean keepsUnitsApart() {
        return options.mode() != JdbcOptions.Mode.UPSERT;
    }

    /** What a job has waiting that replaces goes when another job of its dataset publishes. */
    @Override
    public boolean keepsUnitsOf(LoadTarget target) throws IOException {
        if (options.mode() != JdbcOptions.Mode.REPLACE) {
            return keepsUnitsApart();
        }
        return atTarget((connection, table) -> ReplaceRoute.isWaiting(
                new Transaction(Dialect.of(connection), connection), new UnitCommits(table, target.dataset()), target));
    }

    @Override
    public Map<String, String> waiting(String dataset) throws IOException {
        return atTarget((connection, table) -> {
            var commits = new UnitCommits(table, dataset);
            var found = new TreeMap<String, String>();
            if (new Transaction(Dialect.of(connection), connection).finds(commits.table())) {
                for (var job : StageNote.waiting(connection, commits)) {
                    found.put(job, "table " + Destination.stage(table, job) + " of " + Databases.name(connection));
                }
            }
            return found;
        });
    }

    private interface Question<T> {
        T at(Connection connection, TableName table) throws SQLException;
    }

    /** Asks the database, when nothing is prepared. */
    private <T> T atTarget(Question<T> question) throws IOException {
        var table = TableName.parse(options.table());
        try {
            return connections.use(connection -> new Failures(Dialect.of(connection), "table " + table)
                    .guarded(() -> question.at(connection, table)));
        } catch (SQLException e) {
            throw unreachable(table, e);
        }
    }

    private static IOException unreachable(TableName table, SQLException e) {
        return new IOException("Cannot reach the database of table " + table + ": " + e.getMessage(), e);
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
            prepared = connections.use(connection -> {
                var destination = new Destination(
                        Dialect.of(connection),
                        Databases.name(connection),
                        table,
                        new TableSql(layout, options.mode()),
                        target,
                        options.recordType());
                return destination.failures().guarded(() -> prepared(destination, connection));
            });
        } catch (SQLException e) {
            throw unreachable(table, e);
        }
    }

    private Prepared prepared(Destination destination, Connection connection) throws SQLException {
        var route = destination.begin(connection);
        var units = route.prepare(connection);
        careful.set(destination.commits().hasRefused(connection, destination.load()));
        return new Prepared(destination, route, units);
    }

    @Override
    public LoadTask open(LoadUnit unit) throws IOException {
        var ready = prepared();
        return new JdbcTask(ready.destination(), unit, UnitWork.open(ready.units(), connections, unit, careful));
    }

    @Override
    public List<String> publish(Publication publication, Iterable<LoadReceipt> receipts) throws IOException {
        var ready = prepared();
        ready.destination()
                .failures()
                .guarded(() -> connections.use(connection -> {
                    ready.route().publish(connection, publication);
                    return true;
                }));
        return List.of(ready.destination().place());
    }

    private Prepared prepared() {
        var known = prepared;
        if (known == null) {
            throw new IllegalStateException("prepare was not called");
        }
        return known;
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
