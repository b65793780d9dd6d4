package dev.tributary.etl.core;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.dataset.Backends;
import dev.tributary.etl.core.dataset.Dataset;
import dev.tributary.etl.core.dataset.StageConfig;
import dev.tributary.etl.core.internal.engine.home.BackendContext;
import dev.tributary.etl.core.internal.engine.home.Coordination;
import dev.tributary.etl.core.internal.engine.home.Host;
import dev.tributary.etl.core.internal.ledger.BackendNames;
import dev.tributary.etl.core.internal.ledger.LedgerDatabase;
import dev.tributary.etl.core.internal.lock.FileLockFactory;
import dev.tributary.etl.core.internal.options.BindingScope;
import dev.tributary.etl.core.internal.options.BindingTrace;
import dev.tributary.etl.core.internal.options.ScalarTypes;
import dev.tributary.etl.core.internal.plugins.PluginBinder;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.core.internal.release.Releases;
import dev.tributary.etl.core.internal.state.FileStateFactory;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.lock.LockManager;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.state.StateStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The locks and state stores that datasets chose, each opened once: a lock has to remember what it saw of others. Thread-safe. */
final class DatasetBackends implements AutoCloseable {
    private final PluginRegistry plugins;
    private final Host host;
    private final ObjectStore store;
    private final Steps steps;
    private final Map<Key, Object> opened = new HashMap<>();
    private final List<Closeable> closing = new ArrayList<>();

    /** One of a dataset, with its options. */
    private record Key(Class<?> kind, String dataset, String organization, String plugin, Optional<Record> options) {}

    DatasetBackends(PluginRegistry plugins, Host host, LedgerDatabase database, ObjectStore store, Steps steps) {
        var services = new HashMap<>(host.services());
        services.put(LedgerDatabase.class, database);
        this.plugins = plugins;
        this.host = new Host(host.folder(), host.formats(), services, host.clock());
        this.store = store;
        this.steps = steps;
    }

    /** What work is kept apart by that is no dataset's own: files of the home. */
    Coordination usual() {
        var locks = open(
                new Key(LockManager.class, "", "", BackendNames.DEFAULT.lock(), Optional.empty()),
                c -> new FileLockFactory().create(new PluginFactory.NoOptions(), c));
        var state = open(
                new Key(StateStore.class, "", "", BackendNames.DEFAULT.state(), Optional.empty()),
                c -> new FileStateFactory().create(new PluginFactory.NoOptions(), c));
        return coordination(LockManager.class.cast(locks), StateStore.class.cast(state), BackendNames.DEFAULT);
    }

    /** As the dataset's file says. */
    Coordination of(Dataset dataset) {
        var backends = dataset.backends();
        var locks = written(LockManager.class, dataset, backends.lock());
        var state = written(StateStore.class, dataset, backends.state());
        var names = new BackendNames(
                backends.lock().map(StageConfig::plugin).orElse(Backends.DEFAULT_LOCK),
                backends.state().map(StageConfig::plugin).orElse(Backends.DEFAULT_STATE));
        return coordination(locks, state, names);
    }

    /** As is known of a dataset whose file is not at hand. */
    Coordination of(String dataset, Optional<BackendNames> known) {
        var names = known.orElse(BackendNames.DEFAULT);
        return coordination(
                named(LockManager.class, dataset, names.lock()),
                named(StateStore.class, dataset, names.state()),
                names);
    }

    private Coordination coordination(LockManager locks, StateStore state, BackendNames names) {
        return new Coordination(locks, state, new Releases(store, state, KeyEncoding::segment, steps), names);
    }

    private <T> T written(Class<T> kind, Dataset dataset, Optional<StageConfig> config) {
        if (config.isEmpty()) {
            return kind.cast(kind == LockManager.class ? usual().locks() : usual().state());
        }
        var stage = config.get();
        var key = new Key(kind, dataset.id(), dataset.organization(), stage.plugin(), Optional.of(stage.options()));
        return kind.cast(open(key, context -> stage.create(kind, context)));
    }

    /** With the defaults of its options. */
    private <T> T named(Class<T> kind, String dataset, String plugin) {
        return kind.cast(open(new Key(kind, dataset, dataset, plugin, Optional.empty()), context -> {
            var problems = new ProblemCollector();
            var scope = new BindingScope(ScalarTypes.standard(), problems, new BindingTrace());
            var bound = PluginBinder.creating(plugins, scope, context)
                    .withDefaults(plugins.find(kind, plugin), Place.startOf(dataset));
            return bound.orElseThrow(() -> new EtlException(
                            StandardError.OPTION_MISSING,
                            "Cannot open what dataset " + dataset + " is kept by: '" + plugin
                                    + "' has options that only its file says",
                            "name the dataset by its file"))
                    .create(context);
        }));
    }

    private synchronized Object open(Key key, Function<BackendContext, Object> maker) {
        var known = opened.get(key);
        if (known != null) {
            return known;
        }
        var context = new BackendContext(key.dataset(), key.organization(), host, store);
        closing.add(context::close);
        var made = maker.apply(context);
        opened.put(key, made);
        if (made instanceof LockManager locks) {
            closing.add(locks::close);
        } else if (made instanceof StateStore states) {
            closing.add(states::close);
        }
        return made;
    }

    /** Gives back every lease that is still held. */
    @Override
    public synchronized void close() throws IOException {
        IOException failure = null;
        for (int i = closing.size() - 1; i >= 0; i--) {
            try {
                closing.get(i).close();
            } catch (IOException e) {
                failure = e;
            }
        }
        closing.clear();
        opened.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
