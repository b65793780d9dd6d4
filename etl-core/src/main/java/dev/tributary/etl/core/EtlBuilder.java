package dev.tributary.etl.core;

import dev.tributary.etl.core.internal.http.HttpAccess;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.core.internal.transfer.Floor;
import dev.tributary.etl.core.internal.transfer.Pauses;
import dev.tributary.etl.spi.event.EtlListener;
import dev.tributary.etl.spi.plugin.DataSize;
import dev.tributary.etl.spi.plugin.PluginFactory;
import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Settings of an {@link Etl}; all have defaults. One thread, used once. */
public final class EtlBuilder {
    private Path home = Path.of(".etl");
    private Clock clock = Clock.systemUTC();
    private Optional<ExecutorService> executor = Optional.empty();
    private Optional<DataSource> dataSource = Optional.empty();
    private EtlListener listener = event -> {};
    private Map<String, String> environment = System.getenv();
    private ClassLoader classLoader = EtlBuilder.class.getClassLoader();
    private final List<PluginFactory<?, ?>> plugins = new ArrayList<>();
    private final List<Path> pluginFolders = new ArrayList<>();
    private final Map<Class<?>, Object> services = new HashMap<>();
    private final List<Closeable> closing = new ArrayList<>();
    private Duration retryDelay = Duration.ofSeconds(1);
    private HttpAccess.Reach reach = HttpAccess.Reach.PUBLIC;
    private Floor slowest = Floor.DEFAULT;
    private Pauses pauses = Pauses.REAL;
    private Steps steps = Steps.NONE;

    EtlBuilder() {}

    /** The folder for ledger, raw files, releases and output; made when it is not there. */
    public EtlBuilder home(Path folder) {
        home = folder;
        return this;
    }

    /** The clock that gives a new job its instant. */
    public EtlBuilder clock(Clock newClock) {
        clock = newClock;
        return this;
    }

    /**
     * The database for the ledger, instead of a file in the home: PostgreSQL 14 or newer, or SQLite 3.37 or newer in a file; others are refused when the
     * ledger is first needed. Pooled or not: the engine takes a connection for each transaction, never two at once on one thread, and the host closes
     * the DataSource. The ledger's tables are called {@code ingestion_*}.
     *
     * <p>On PostgreSQL they are in the first schema of the search path; the engine makes them, or finds them as {@code etl ddl} prints them and needs
     * no more than to read and write rows. Of SQLite the file's journal becomes WAL, and connections come back with synchronous FULL and a busy timeout
     * of at least 20 s. Homes may share a ledger only if they share their object store, and
     * datasets that are run in several choose {@code lock: jdbc} and {@code state: jdbc}.
     */
    public EtlBuilder dataSource(DataSource host) {
        dataSource = Optional.of(host);
        return this;
    }

    /** What {@link Etl#close} closes last, such as a pool that was made for this engine alone. */
    public EtlBuilder closing(Closeable resource) {
        closing.add(resource);
        return this;
    }

    /**
     * The executor for runs and their threads; the host closes it. It must be able to run {@code run.workers + 6} tasks of each run and
     * {@code threads + 8} of each worker at once, or they wait for each other for ever. Without it the engine has threads of its own.
     */
    public EtlBuilder executor(ExecutorService newExecutor) {
        executor = Optional.of(newExecutor);
        return this;
    }

    /** Sees what happens, on engine threads. */
    public EtlBuilder listener(EtlListener newListener) {
        listener = newListener;
        return this;
    }

    /** What {@code ${NAME}} stands for in dataset files, instead of the process's environment. */
    public EtlBuilder environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /** Where plugins are found by ServiceLoader. */
    public EtlBuilder classLoader(ClassLoader loader) {
        classLoader = loader;
        return this;
    }

    /** A plugin besides those that ServiceLoader finds. */
    public EtlBuilder plugin(PluginFactory<?, ?> factory) {
        plugins.add(factory);
        return this;
    }

    /**
     * A folder of plugins besides {@code plugins} in the home: {@code x.jar} is a plugin, {@code x/*.jar} together are one, each with a class loader
     * that shows it the JDK and the SPI and nothing of the host. {@link #build} fails when the folder is not there.
     */
    public EtlBuilder pluginFolder(Path folder) {
        pluginFolders.add(folder);
        return this;
    }

    /** An object that plugins may ask for by type, such as a DataSource; the host closes it. */
    public <T> EtlBuilder service(Class<T> type, T service) {
        services.put(type, service);
        return this;
    }

    /** The first pause before another try after a failure that may pass; later pauses are longer. One second unless set. */
    public EtlBuilder retryDelay(Duration delay) {
        retryDelay = delay;
        return this;
    }

    /**
     * Lets extractors reach private addresses and those of this machine. Without it only public ones are: a dataset file, a redirect or a metalink
     * could name a service that is open to this machine alone.
     */
    public EtlBuilder allowPrivateAddresses() {
        reach = HttpAccess.Reach.ANY;
        return this;
    }

    /** The slowest that a source may be before its stream is given up and begun again: 60 KiB in a minute unless set. */
    public EtlBuilder slowest(DataSize bytes, Duration within) {
        slowest = new Floor(bytes.bytes(), within);
        return this;
    }

    /** Waits in the engine's place between the tries of a request; for tests. */
    public EtlBuilder pauses(java.util.function.Consumer<Duration> waiting) {
        pauses = waiting::accept;
        return this;
    }

    /** Is told of each named step of a run; for tests of crashes. */
    public EtlBuilder steps(java.util.function.Consumer<String> reached) {
        steps = reached::accept;
        return this;
    }

    /**
     * Finds the plugins; opens nothing else.
     *
     * @throws dev.tributary.etl.spi.error.EtlException PLUGIN_DUPLICATE, naming both JARs, or OPTION_INVALID for a plugin folder that is not there
     */
    public Etl build() {
        return new Etl(this);
    }

    /** What a home that is thrown away shares with this one: no database and no listener of the host. */
    EtlBuilder throwAway(Path folder) {
        var other = new EtlBuilder();
        other.home = folder;
        other.clock = clock;
        other.executor = executor;
        other.services.putAll(services);
        other.retryDelay = retryDelay;
        return other;
    }

    Path home() {
        return home;
    }

    Clock clock() {
        return clock;
    }

    Optional<DataSource> dataSource() {
        return dataSource;
    }

    List<Closeable> closing() {
        return closing;
    }

    Optional<ExecutorService> executor() {
        return executor;
    }

    EtlListener listener() {
        return listener;
    }

    Map<String, String> environment() {
        return environment;
    }

    ClassLoader classLoader() {
        return classLoader;
    }

    List<PluginFactory<?, ?>> plugins() {
        return plugins;
    }

    /** The home's own folder comes first, and need not be there; a folder that is named twice counts once. */
    List<Path> pluginFolders() {
        var own = home.resolve("plugins");
        return Stream.concat(Stream.of(own).filter(Files::isDirectory), pluginFolders.stream())
                .map(folder -> folder.toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    Map<Class<?>, Object> services() {
        return services;
    }

    Duration retryDelay() {
        return retryDelay;
    }

    HttpAccess.Reach reach() {
        return reach;
    }

    Floor slowest() {
        return slowest;
    }

    Pauses pauses() {
        return pauses;
    }

    Steps steps() {
        return steps;
    }
}
