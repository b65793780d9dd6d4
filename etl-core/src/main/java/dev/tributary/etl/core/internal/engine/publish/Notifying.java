package dev.tributary.etl.core.internal.engine.publish;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.tributary.etl.core.internal.engine.home.BackendContext;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.plan.StageMaker;
import dev.tributary.etl.core.internal.engine.run.Failures;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.OutboxMessage;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.event.Notifier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a dataset's notifiers what its outbox holds: each its own messages, in order, at least once. What one does not take stays in the outbox and
 * keeps back nobody else's; the next run tries again, and a release is none the worse for it.
 */
public final class Notifying {
    private static final Logger LOG = LoggerFactory.getLogger(Notifying.class);
    private static final String DATASET = "dataset";
    private static final String VERSION = "version";
    private static final String COMMIT = "commit";
    /** Which notifier of the dataset file a message is for; not told to it. */
    private static final String NOTIFIER = "notifier";

    private static final int MESSAGES_AT_ONCE = 1_000;
    private static final int TRIES = 3;

    private final JobPlan plan;
    private final Home home;

    public Notifying(JobPlan plan, Home home) {
        this.plan = plan;
        this.home = home;
    }

    /** One message for each notifier, to be written with the end of the job. */
    List<OutboxMessage> published(Job job, long commit) {
        return IntStream.range(0, plan.notifiers().size())
                .mapToObj(position -> message(job, commit, position))
                .toList();
    }

    private static OutboxMessage message(Job job, long commit, int position) {
        var draft = job.draft();
        var attributes = Map.of(
                DATASET, draft.dataset(),
                VERSION, draft.externalVersion(),
                COMMIT, Long.toString(commit),
                NOTIFIER, Integer.toString(position));
        var id = name(draft.dataset(), commit) + "/" + position;
        return new OutboxMessage(id, draft.id(), "release_published:" + draft.dataset(), attributes);
    }

    private static String name(String dataset, Object commit) {
        return dataset + "/" + commit;
    }

    /** Delivers what can be; says what could not, in sentences for people. */
    public List<String> deliver() throws InterruptedException {
        List<String> failures = new ArrayList<>();
        var waiting =
                home.ledger().outbox().undelivered(Optional.of(plan.names().dataset()), MESSAGES_AT_ONCE);
        for (int position = 0; position < plan.notifiers().size(); position++) {
            var own = Integer.toString(position);
            var messages = waiting.stream()
                    .filter(m -> own.equals(m.attributes().get(NOTIFIER)))
                    .toList();
            if (!messages.isEmpty()) {
                deliver(messages, plan.notifiers().get(position)).ifPresent(failures::add);
            }
        }
        return failures;
    }

    /** Until one is not taken: those behind it wait for it. A notifier that fails, whatever by, is no failure of the release, which is published. */
    private Optional<String> deliver(List<OutboxMessage> messages, StageMaker<Notifier> maker)
            throws InterruptedException {
        var names = plan.names();
        var context = new BackendContext(names.dataset(), names.organization(), home.host(), home.store());
        var next = messages.get(0);
        try (context;
                var notifier = maker.make(context)) {
            for (var message : messages) {
                next = message;
                Failsafe.with(retries()).run(() -> notifier.deliver(notification(message)));
                home.steps().reached("publish.notify.told");
                home.ledger().outbox().delivered(message.id());
            }
            return Optional.empty();
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException interruption) {
                throw interruption;
            }
            return Optional.of(untold(next, String.valueOf(e.getCause())));
        } catch (EtlException e) {
            return Optional.of(untold(next, e.problem().toString()));
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.warn("A notifier failed", e);
            return Optional.of(untold(next, e.toString()));
        }
    }

    private static String untold(OutboxMessage message, String why) {
        var attributes = message.attributes();
        return "notify[" + attributes.get(NOTIFIER) + "] was not told of release " + attributes.get(VERSION) + " of "
                + attributes.get(DATASET) + "; the next run tries again. " + why;
    }

    private static Notifier.Notification notification(OutboxMessage message) {
        var attributes = new TreeMap<>(message.attributes());
        attributes.remove(NOTIFIER);
        var dataset = attributes.getOrDefault(DATASET, "");
        var id = name(dataset, attributes.getOrDefault(COMMIT, ""));
        return new Notifier.Notification(
                id, dataset, attributes.getOrDefault(VERSION, ""), message.subject(), attributes);
    }

    /** Of what may pass. */
    private RetryPolicy<Object> retries() {
        var first = home.retryDelay().isZero() ? Duration.ofMillis(1) : home.retryDelay();
        return RetryPolicy.builder()
                .handleIf(Failures::worthAnotherTry)
                .withMaxAttempts(TRIES)
                .withBackoff(first, first.multipliedBy(8))
                .build();
    }
}
