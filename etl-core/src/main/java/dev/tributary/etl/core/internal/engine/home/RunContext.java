package dev.tributary.etl.core.internal.engine.home;

import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.plugin.PluginContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** What the stages of one run may know. {@link #pure} is for stages that promise to do no I/O: its store refuses. */
public final class RunContext extends HostContext {
    private final JobPlan.Names names;
    private final Moment moment;
    private final Optional<Ledger> ledger;

    /** The job's instant and state: the only ones that stages see. */
    public record Moment(Clock clock, Map<String, String> state) {
        public Moment {
            state = Map.copyOf(state);
        }

        public static Moment of(Instant instant, Map<String, String> state) {
            return new Moment(Clock.fixed(instant, ZoneOffset.UTC), state);
        }
    }

    /** Of a run in a home. */
    public RunContext(JobPlan.Names names, Home home, Instant instant, Map<String, String> state) {
        this(
                names,
                home.host(),
                Moment.of(instant, state),
                Storage.of(home),
                Scratch.of(home.folder(), names.dataset()));
    }

    /** Of a worker that takes part in a job without the dataset's lease. */
    public static RunContext of(JobPlan.Names names, Home home, Moment moment, Scratch scratch) {
        return new RunContext(names, home.host(), moment, Storage.of(home), scratch);
    }

    /** Where stages may store something. */
    private record Storage(ObjectStore objects, Optional<Ledger> ledger) {
        static Storage of(Home home) {
            return new Storage(home.store(), Optional.of(home.ledger()));
        }
    }

    private RunContext(JobPlan.Names names, Host host, Moment moment, Storage storage, Scratch scratch) {
        super(host, storage.objects(), scratch);
        this.names = names;
        this.moment = moment;
        this.ledger = storage.ledger();
    }

    /** Of stages that run without a home: there is no state, and no store. */
    public static RunContext homeless(JobPlan.Names names, Host host, Instant instant) {
        var nothing = new Storage(NoStore.WITHOUT_HOME, Optional.empty());
        return new RunContext(names, host, Moment.of(instant, Map.of()), nothing, Scratch.outside());
    }

    /** The same without a store. */
    public PluginContext pure() {
        var nothing = new Storage(NoStore.OF_PURE_STAGES, Optional.empty());
        return new RunContext(names, host(), moment, nothing, scratchFolders());
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
    public Map<String, String> state() {
        return moment.state();
    }

    @Override
    public <T> Optional<T> ledger(Class<T> type) {
        return ledger.map(Ledger::dataSource).filter(type::isInstance).map(type::cast);
    }
}
