package dev.tributary.etl.core.internal.engine.worker;

import dev.tributary.etl.core.internal.engine.lease.Workers;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.RunOutcome.Status;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import dev.tributary.etl.core.internal.engine.run.WorkTally;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.event.EtlEvent;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads one job at a time that nobody leads any more: its framing pass, its decision, its publication. */
final class Leading {
    private static final Logger LOG = LoggerFactory.getLogger(Leading.class);

    private final Consumer<String> notes;
    private final Consumer<EtlEvent> events;
    private final WorkTally tally;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RunSignals signals;

    Leading(Consumer<String> notes, Consumer<EtlEvent> events, WorkTally tally) {
        this.notes = notes;
        this.events = events;
        this.tally = tally;
    }

    boolean isBusy() {
        return signals != null;
    }

    /** Asks the run under way to end. */
    void drain() {
        var run = signals;
        if (run != null) {
            run.stop(Status.INTERRUPTED);
        }
    }

    /** Whether nobody has the lease of a job's dataset. Asked again and again through one lock manager, which notices holders that died. */
    boolean isFree(SharedWork work) throws IOException, InterruptedException {
        var part = work.part();
        var lease = part.plan().policy().lease();
        var taken = part.home()
                .locks()
                .tryAcquire(part.plan().names().dataset(), Workers.local(lease).id(), lease);
        if (taken.isPresent()) {
            taken.get().close();
        }
        return taken.isPresent();
    }

    /** A run of a job that is to be led; its thread calls {@link Runnable#run}. */
    Runnable of(SharedWork work) {
        var part = work.part();
        var ours = new RunSignals(events, tally);
        signals = ours;
        // Other threads of this process do units too.
        var run = new ResumedRun(part, part.plan().withWorkers(1), ours);
        return () -> {
            try {
                ended(part, run.run());
            } finally {
                signals = null;
            }
        };
    }

    private void ended(FleetWorker.Part part, RunOutcome outcome) {
        outcome.failure().ifPresent(failure -> failed(part, failure));
        outcome.notes().forEach(notes);
    }

    private void failed(FleetWorker.Part part, Problem failure) {
        boolean others = failure.code() == StandardError.LEASE_LOST || failure.code() == StandardError.LOCK_HELD;
        LOG.debug("The run that led job {} ended: {}", part.job().id(), failure);
        // It is led again at the next look when that may help; what ends it then is told once.
        if (!others && told.add(part.job().id() + failure.code().number())) {
            notes.accept("job " + part.job().id() + " of " + part.plan().names().dataset() + ": " + failure);
        }
    }
}
