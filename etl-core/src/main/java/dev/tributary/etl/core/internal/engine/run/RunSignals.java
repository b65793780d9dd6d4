package dev.tributary.etl.core.internal.engine.run;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.event.EtlEvent;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes between a run and those outside: progress and events out, the wish to stop in. Thread-safe. */
public final class RunSignals {
    private static final Logger LOG = LoggerFactory.getLogger(RunSignals.class);

    private final Progress progress = new Progress();
    private final Consumer<EtlEvent> events;
    private final WorkTally tally;
    private volatile RunOutcome.@Nullable Status stop;

    /** {@code events} must not throw. */
    public RunSignals(Consumer<EtlEvent> events) {
        this(events, new WorkTally());
    }

    /** {@code tally} counts what the run does. */
    public RunSignals(Consumer<EtlEvent> events, WorkTally tally) {
        this.events = events;
        this.tally = tally;
    }

    /** Asks the run to stop at the end of the units under way; its outcome will have this status. */
    public void stop(RunOutcome.Status status) {
        if (stop == null) {
            stop = status;
        }
    }

    public Progress progress() {
        return progress;
    }

    public WorkTally tally() {
        return tally;
    }

    public boolean draining() {
        return stop != null;
    }

    public RunOutcome.Status stopStatus() {
        var wished = stop;
        return wished == null ? RunOutcome.Status.INTERRUPTED : wished;
    }

    public void fetched(long bytes) {
        if (draining()) {
            throw new EtlException(StandardError.RUN_CANCELLED, "Cannot fetch on: the run was asked to stop");
        }
        progress.read(bytes);
    }

    /** Tells those outside of an event. */
    public void publish(EtlEvent event) {
        events.accept(event);
    }

    public void leftBehind(IOException e) {
        LOG.warn("Cannot delete a scratch folder; the next run will", e);
    }

    public void defect(Problem problem) {
        LOG.error("{}", problem);
    }
}
