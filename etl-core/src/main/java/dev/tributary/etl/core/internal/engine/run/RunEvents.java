package dev.tributary.etl.core.internal.engine.run;

import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.event.EtlEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of one run's steps, with the dataset's name and the time. Thread-safe. */
public final class RunEvents {
    private static final Logger LOG = LoggerFactory.getLogger(RunEvents.class);

    private final String dataset;
    private final Clock clock;
    private final RunSignals signals;

    public RunEvents(String dataset, Clock clock, RunSignals signals) {
        this.dataset = dataset;
        this.clock = clock;
        this.signals = signals;
    }

    private Instant now() {
        return clock.instant();
    }

    public void started() {
        signals.publish(new EtlEvent.RunStarted(dataset, now()));
    }

    public void verified(RawFile file) {
        signals.publish(new EtlEvent.FileVerified(
                dataset,
                now(),
                file.name(),
                file.bytes(),
                file.sha256(),
                file.expected().orElse("none published")));
    }

    public void opened(Job job) {
        signals.publish(
                new EtlEvent.JobOpened(dataset, now(), job.id(), job.draft().externalVersion()));
    }

    public void committed(UnitEnd end) {
        var claim = end.claim();
        var counts = end.counts();
        signals.publish(new EtlEvent.UnitCommitted(
                dataset, now(), claim.job(), claim.unit(), claim.attempt(), counts.loaded(), counts.rejected()));
    }

    public void retrying(@Nullable Throwable cause) {
        var problem = Failures.problem(cause);
        LOG.warn("Trying again from the last committed unit: {}", problem);
        signals.publish(new EtlEvent.RunRetried(dataset, now(), problem));
    }

    public void published(Job job, List<String> output) {
        signals.publish(new EtlEvent.ReleasePublished(
                dataset, now(), job.id(), job.draft().externalVersion(), output));
    }
}
