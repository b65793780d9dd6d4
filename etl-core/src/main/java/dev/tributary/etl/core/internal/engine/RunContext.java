package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.load.FormattedFiles;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.stage.RecordFiles;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the stages of one run may know. {@link #pure} is for stages that promise to do no I/O: its store refuses. */
final class RunContext implements PluginContext, AutoCloseable {
    private final JobPlan.Names names;
    private final Host host;
    private final Moment moment;
    private final ObjectStore objects;
    private final Optional<Ledger> ledger;
    private final Scratch scratch;
    private final Map<String, RecordFormat> formats = new ConcurrentHashMap<>();

    /** The job's instant and state: the only ones that stages see. */
    record Moment(Clock clock, Map<String, String> state) {
        Moment {
            state = Map.copyOf(state);
        }

        static Moment of(Instant instant, Map<String, String> state) {
            return new Moment(Clock.fixed(instant, ZoneOffset.UTC), state);
        }
    }

    /** Of a run in a home. */
    RunContext(JobPlan.Names names, Home home, Instant instant, Map<String, String> state) {
        this(
                names,
                home.host(),
                Moment.of(instant, state),
                Storage.of(home),
                Scratch.of(home.folder(), names.dataset()));
    }

    /** Of a worker that takes part in a job without the dataset's lease. */
    static RunContext of(JobPlan.Names names, Home home, Moment moment, Scratch scratch) {
        return new RunContext(names, home.host(), moment, Storage.of(home), scratch);
    }

    /** Where stages may store something. */
    private record Storage(ObjectStore objects, Optional<Ledger> ledger) {
        static Storage of(Home home) {
            return new Storage(home.store(), Optional.of(home.ledger()));
        }
    }

    private RunContext(JobPlan.Names names, Host host, Moment moment, Storage storage, Scratch scratch) {
        this.names = names;
        this.host = host;
        this.moment = moment;
        this.objects = storage.objects();
        this.ledger = storage.ledger();
        this.scratch = scratch;
    }

    /** Of stages that run without a home: there is no state, and no store. */
    static RunContext homeless(JobPlan.Names names, Host host, Instant instant) {
        var nothing = new Storage(NoStore.WITHOUT_HOME, Optional.empty());
        return new RunContext(names, host, Moment.of(instant, Map.of()), nothing, Scratch.outside());
    }

    /** The same without a store. */
    PluginContext pure() {
        return new RunContext(names, host, moment, new Storage(NoStore.OF_PURE_STAGES, Optional.empty()), scratch);
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
        return moment.clock();
    }

    @Override
    public ObjectStore objects() {
        return objects;
    }

    @Override
    public Map<String, String> state() {
        return moment.state();
    }

    @Override
    public Path scratch() {
        try {
            return scratch.folder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path home() {
        return host.folder();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(host.services().get(type)).map(type::cast);
    }

    @Override
    public <T> Optional<T> ledger(Class<T> type) {
        return ledger.map(Ledger::dataSource).filter(type::isInstance).map(type::cast);
    }

    @Override
    public RecordFormat format(String recordType, String name) {
        return formats.computeIfAbsent(
                recordType + "/" + name, k -> host.formats().make(recordType, name, this));
    }

    @Override
    public RecordFiles files(List<String> names) {
        return new FormattedFiles(names, this);
    }

    /** Deletes the scratch folders. */
    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
