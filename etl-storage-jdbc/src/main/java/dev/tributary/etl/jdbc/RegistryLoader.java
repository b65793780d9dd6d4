package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Publication;
import dev.tributary.etl.spi.stage.RecordFiles;
import dev.tributary.etl.spi.stage.RecordedObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stores the files of records and keeps the books about them: files go to the object store first, then a unit's rows and the note that it is
 * committed are one transaction of the registry's database.
 */
final class RegistryLoader implements Loader {
    private final RegistryOptions options;
    private final ObjectStore objects;
    private final RecordFiles files;
    private final Supplier<Connections> opening;
    /** Set once a row was refused in a unit that was loaded at one go: from then on each batch is tried before it is taken. */
    private final AtomicBoolean careful = new AtomicBoolean();

    private volatile @Nullable Prepared prepared;
    private @Nullable Connections connections;

    /** What is known once the run's release and record types are. */
    private record Prepared(Registry registry, List<RecordType> types, Connections connections, String place) {}

    RegistryLoader(RegistryOptions options, PluginContext context, Supplier<Connections> opening) {
        this.options = options;
        this.objects = context.objects();
        this.files = context.files(options.formats());
        this.opening = opening;
    }

    @Override
    public Set<RecordPart> needs() {
        var types = prepared().types();
        var needs = EnumSet.of(RecordPart.CONTENT_HASH);
        needs.addAll(files.needs(types));
        Registry.tables(types)
                .forEach(table -> needs.addAll(RowMaker.needs(table.layout().columns())));
        return needs;
    }

    @Override
    public List<String> ddl(String dialect, List<RecordType> types) {
        return Dialect.named(dialect).map(named -> Registry.ddl(named, types)).orElse(List.of());
    }

    @Override
    public synchronized void prepare(LoadTarget target, List<RecordType> types) throws IOException {
        // A format that is not there is an error of the configuration, and not of the first record.
        files.needs(types);
        var tables = Registry.tables(types);
        var pool = pool();
        try {
            pool.closeIdle();
        } catch (SQLException e) {
            throw new IOException("Cannot close a connection to the database: " + e.getMessage(), e);
        }
        prepared = onConnection(pool, connection -> {
            var dialect = Dialect.of(connection);
            return new Failures(dialect, Registry.PLACE).guarded(() -> {
                Registry.prepare(connection, dialect, tables);
                var registry = new Registry(dialect, tables, target, version(connection, dialect, target));
                registry.commits().begin(connection, target);
                careful.set(registry.commits().hasRefused(connection, target));
                return new Prepared(registry, List.copyOf(types), pool, place(connection));
            });
        });
    }

    private synchronized Connections pool() {
        var pool = connections == null ? opening.get() : connections;
        connections = pool;
        return pool;
    }

    @Override
    public Optional<List<RecordedObject>> recorded(LoadTarget target, String after, int limit) throws IOException {
        return Optional.of(onConnection(pool(), connection -> new Failures(Dialect.of(connection), Registry.PLACE)
                .guarded(() -> new RegistryBooks(connection, options.formats()).page(target.dataset(), after, limit))));
    }

    private String version(Connection connection, Dialect dialect, LoadTarget target) throws SQLException {
        return options.internal() == RegistryOptions.Internal.AUTO
                ? new VersionMappings(dialect, target).countedUp(connection)
                : target.version();
    }

    /** A ledger in the home has a path of this machine, which is nobody else's business. */
    private String place(Connection connection) throws SQLException {
        return options.login().isPresent() ? Databases.name(connection) + ", registry" : "ledger:registry";
    }

    @Override
    public LoadTask open(LoadUnit unit) throws IOException {
        var registry = prepared().registry();
        var work = UnitWork.open(registry.units(), prepared().connections(), unit, careful);
        return new RegistryTask(new RegistryTask.Surroundings(registry, options, files, objects), unit, work);
    }

    @Override
    public List<String> publish(Publication publication, Iterable<LoadReceipt> receipts) throws IOException {
        long entries = 0;
        for (var receipt : receipts) {
            entries += receipt.written();
        }
        long all = entries;
        var registry = prepared().registry();
        var dialect = registry.dialect();
        onConnection(prepared().connections(), connection -> registry.failures().guarded(() -> {
            new VersionMappings(dialect, publication.target())
                    .publish(connection, publication, registry.version(), all);
            return new UploadNotes(dialect, publication.target().dataset()).collect(connection, objects);
        }));
        return List.of(prepared().place(), files.prefix());
    }

    private static <T> T onConnection(Connections connections, Connections.Work<T> work) throws IOException {
        try {
            return connections.use(work);
        } catch (SQLException e) {
            throw new IOException("Cannot reach the database of the registry: " + e.getMessage(), e);
        }
    }

    private Prepared prepared() {
        var known = prepared;
        if (known == null) {
            throw new IllegalStateException("prepare was not called");
        }
        return known;
    }

    @Override
    public synchronized void close() throws IOException {
        if (connections != null) {
            try {
                connections.close();
            } catch (SQLException e) {
                throw new IOException("Cannot close the connections to the database: " + e.getMessage(), e);
            }
        }
    }
}
