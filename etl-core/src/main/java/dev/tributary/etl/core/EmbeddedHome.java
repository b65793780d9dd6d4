package dev.tributary.etl.core;

import dev.tributary.etl.core.dataset.Dataset;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.Host;
import dev.tributary.etl.core.internal.http.HttpAccess;
import dev.tributary.etl.core.internal.ledger.HostDatabase;
import dev.tributary.etl.core.internal.ledger.JdbiLedger;
import dev.tributary.etl.core.internal.ledger.LedgerDatabase;
import dev.tributary.etl.core.internal.ledger.SqliteDatabase;
import dev.tributary.etl.core.internal.plugins.NamedFormats;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.core.internal.store.Durability;
import dev.tributary.etl.core.internal.store.LocalObjectStore;
import dev.tributary.etl.core.internal.transfer.Transfers;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Opens a home folder's ledger, store, state and locks when they are first needed. */
final class EmbeddedHome implements AutoCloseable {
    private static final long CLOSE_SECONDS = 30;
    private static final String LEDGER = "ledger.db";

    private final EtlBuilder settings;
    private final PluginRegistry plugins;
    private final HttpAccess access;
    private @Nullable Home open;
    private @Nullable DatasetBackends backends;

    EmbeddedHome(EtlBuilder settings, PluginRegistry plugins) {
        this.settings = settings;
        this.plugins = plugins;
        this.access = new HttpAccess(settings.reach(), transfers(Runnable::run));
    }

    synchronized Home open() {
        var known = open;
        if (known == null) {
            known = make();
            open = known;
        }
        return known;
    }

    /** The home as a dataset chose to be kept apart in it. */
    Home of(Dataset dataset) {
        var home = open();
        return home.with(known().of(dataset));
    }

    /** The home as the last run of a dataset was kept apart in it. */
    Home of(String dataset) {
        var home = open();
        return home.with(known().of(dataset, home.ledger().fleet().backends(dataset)));
    }

    private synchronized DatasetBackends known() {
        return Objects.requireNonNull(backends, "set when the home is opened");
    }

    /** The home if anything was ever kept in it; makes none. */
    Optional<Home> existing() {
        boolean isThere = settings.dataSource().isPresent() || Files.exists(folder().resolve(LEDGER));
        return isThere ? Optional.of(open()) : Optional.empty();
    }

    /** The same as a dataset chose to be kept apart in it. */
    Optional<Home> existing(Dataset dataset) {
        return existing().map(home -> of(dataset));
    }

    /** What stages may know of this engine; opens and makes nothing. */
    Host host() {
        return new Host(folder(), new NamedFormats(plugins)::make, services(), settings.clock());
    }

    Path folder() {
        return settings.home().toAbsolutePath().normalize();
    }

    private Home make() {
        var folder = folder();
        try {
            Files.createDirectories(folder);
            var store = new LocalObjectStore(folder, Durability.ESSENTIAL);
            var threads = settings.executor().orElseGet(EmbeddedHome::threads);
            var database = database(folder);
            backends = new DatasetBackends(plugins, host(), database, store, settings.steps());
            return new Home(
                    folder,
                    new JdbiLedger(database),
                    store,
                    backends.usual(),
                    new NamedFormats(plugins)::make,
                    services(),
                    threads,
                    settings.clock(),
                    settings.retryDelay(),
                    transfers(threads),
                    settings.steps());
        } catch (IOException e) {
            throw new EtlException(
                    Problem.of(StandardError.STORE_UNAVAILABLE, "Cannot open the home " + folder + ": " + e)
                            .withHint("check that the folder can be written"),
                    e);
        }
    }

    private LedgerDatabase database(Path folder) {
        return settings.dataSource()
                .map(HostDatabase::open)
                .orElseGet(() -> SqliteDatabase.open(folder.resolve(LEDGER)));
    }

    private Transfers transfers(Executor threads) {
        return new Transfers(threads, settings.slowest(), settings.pauses(), settings.retryDelay());
    }

    private Map<Class<?>, Object> services() {
        var services = new HashMap<>(settings.services());
        services.put(HttpAccess.class, access);
        return services;
    }

    private static ExecutorService threads() {
        var numbers = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "etl-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public synchronized void close() {
        var known = open;
        open = null;
        if (known == null) {
            return;
        }
        if (settings.executor().isEmpty()) {
            stop(known.executor());
        }
        try {
            closeAll(known);
        } finally {
            known.ledger().close();
        }
    }

    private static void stop(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll(Home home) {
        try {
            known().close();
            home.store().close();
        } catch (IOException e) {
            throw new EtlException(
                    Problem.of(StandardError.STORE_UNAVAILABLE, "Cannot close the home " + home.folder() + ": " + e),
                    e);
        }
    }
}
