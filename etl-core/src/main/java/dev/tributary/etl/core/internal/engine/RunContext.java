package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the stages of one run may know. {@link #pure} is for stages that promise to do no I/O: its store refuses. */
final class RunContext implements PluginContext, AutoCloseable {
    private final JobPlan.Names names;
    private final Home home;
    private final Clock clock;
    private final Map<String, String> state;
    private final ObjectStore objects;
    private final Path scratchRoot;
    private final AtomicInteger scratches = new AtomicInteger();
    private final Map<String, RecordFormat> formats = new ConcurrentHashMap<>();

    RunContext(JobPlan.Names names, Home home, Instant instant, Map<String, String> state) throws IOException {
        this(
                names,
                home,
                Clock.fixed(instant, ZoneOffset.UTC),
                state,
                home.store(),
                scratchRoot(home, names.dataset()));
    }

    private RunContext(
            JobPlan.Names names, Home home, Clock clock, Map<String, String> state, ObjectStore objects, Path scratch) {
        this.names = names;
        this.home = home;
        this.clock = clock;
        this.state = Map.copyOf(state);
        this.objects = objects;
        this.scratchRoot = scratch;
    }

    private static Path scratchRoot(Home home, String dataset) throws IOException {
        var root = scratchOf(home, dataset);
        Files.createDirectories(root);
        return Files.createTempDirectory(root, "run-");
    }

    private static Path scratchOf(Home home, String dataset) {
        return home.folder().resolve("scratch").resolve(KeyEncoding.segment(dataset));
    }

    /** Removes what killed runs of a dataset left; the caller holds its lease. */
    static void clearScratch(Home home, String dataset) throws IOException {
        delete(scratchOf(home, dataset));
    }

    /** The same without a store. */
    PluginContext pure() {
        return new RunContext(names, home, clock, state, new NoStore(), scratchRoot);
    }

    @Override
    public String dataset() {
        return names.dataset();
    }

    @Override
    public String organization() {
        return names.organization();
    }

    @Override
    public Map<String, String> parameters() {
        return names.parameters();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public ObjectStore objects() {
        return objects;
    }

    @Override
    public Map<String, String> state() {
        return state;
    }

    @Override
    public Path scratch() {
        try {
            return Files.createTempDirectory(scratchRoot, scratches.getAndIncrement() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path home() {
        return home.folder();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(home.services().get(type)).map(type::cast);
    }

    @Override
    public RecordFormat format(String recordType, String name) {
        return formats.computeIfAbsent(
                recordType + "/" + name, k -> home.formats().make(recordType, name, this));
    }

    /** Deletes the scratch folders. */
    @Override
    public void close() throws IOException {
        delete(scratchRoot);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
