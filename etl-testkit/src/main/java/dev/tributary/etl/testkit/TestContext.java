package dev.tributary.etl.testkit;

import dev.tributary.etl.core.internal.load.FormattedFiles;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.stage.RecordFiles;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The context of a component under test: dataset {@code test_dataset} of organization {@code test}, the clock at 2026-01-02T03:04:05Z, no
 * parameters, no state, no services, no ledger, no formats. The {@code with} methods set one of these each and return this object. Not thread-safe while it is
 * set up.
 */
public final class TestContext implements PluginContext {
    /** Where the clock stands. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final @Nullable Path home;
    private final Map<Class<?>, Object> services = new HashMap<>();
    private final Map<Class<?>, Object> ledger = new HashMap<>();
    private final Map<String, RecordFormat> formats = new HashMap<>();
    private ObjectStore objects = new NoObjects();
    private Clock clock = SettableClock.at(NOW);
    private Map<String, String> parameters = Map.of();
    private Map<String, String> state = Map.of();

    private TestContext(@Nullable Path home) {
        this.home = home;
    }

    /** For parsers, normalizers and formats: using the object store, the home or the scratch folder is an AssertionError. */
    public static TestContext pure() {
        return new TestContext(null);
    }

    /** For stages that do I/O, over a folder of the test; its object store is refused until {@link #withObjects} gives one. */
    public static TestContext in(Path home) {
        return new TestContext(home);
    }

    /** Sets the store, which the test owns and closes. */
    public TestContext withObjects(ObjectStore store) {
        objects = store;
        return this;
    }

    public TestContext withClock(Clock other) {
        clock = other;
        return this;
    }

    public TestContext withParameters(Map<String, String> values) {
        parameters = Map.copyOf(values);
        return this;
    }

    public TestContext withState(Map<String, String> values) {
        state = Map.copyOf(values);
        return this;
    }

    public <T> TestContext withService(Class<T> type, T service) {
        services.put(type, service);
        return this;
    }

    /** Sets what the run's ledger is kept in, such as a DataSource. */
    public <T> TestContext withLedger(Class<T> type, T database) {
        ledger.put(type, database);
        return this;
    }

    /** Adds a format under its plugin's name: {@code {record_type}/{name}}, or {@code {name}} for all types. */
    public TestContext withFormat(String plugin, RecordFormat format) {
        formats.put(plugin, format);
        return this;
    }

    @Override
    public String dataset() {
        return "test_dataset";
    }

    @Override
    public String organization() {
        return "test";
    }

    @Override
    public Map<String, String> parameters() {
        return parameters;
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

    /** A new folder below the home at each call. */
    @Override
    public Path scratch() {
        try {
            return Files.createTempDirectory(Files.createDirectories(home()), "scratch-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path home() {
        if (home == null) {
            throw new AssertionError("a pure stage uses a folder");
        }
        return home;
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(services.get(type)).map(type::cast);
    }

    @Override
    public <T> Optional<T> ledger(Class<T> type) {
        return Optional.ofNullable(ledger.get(type)).map(type::cast);
    }

    @Override
    public RecordFiles files(List<String> names) {
        return new FormattedFiles(names, this);
    }

    @Override
    public RecordFormat format(String recordType, String name) {
        RecordFormat format = formats.getOrDefault(recordType + "/" + name, formats.get(name));
        if (format == null) {
            throw new EtlException(
                    StandardError.PLUGIN_UNKNOWN, "Cannot find the format " + name + ": known are " + formats.keySet());
        }
        return format;
    }
}
