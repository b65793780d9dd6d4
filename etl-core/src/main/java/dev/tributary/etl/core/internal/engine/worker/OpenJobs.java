package dev.tributary.etl.core.internal.engine.worker;

import dev.tributary.etl.core.internal.engine.home.Scratch;
import dev.tributary.etl.core.internal.ledger.JobStatus;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs that a worker process takes part in, as the ledger says at each look. {@link #look} and {@link #close} are for one thread. */
final class OpenJobs {
    private static final Logger LOG = LoggerFactory.getLogger(OpenJobs.class);

    private final Ledger ledger;
    private final FleetWorker.Recall recall;
    private final Scratch scratch;
    private final Consumer<String> notes;
    private final Map<String, SharedWork> works = new LinkedHashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> stumbled = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    private boolean idle;

    OpenJobs(Ledger ledger, FleetWorker.Recall recall, Scratch scratch, Consumer<String> notes) {
        this.ledger = ledger;
        this.recall = recall;
        this.scratch = scratch;
        this.notes = notes;
    }

    /** Joins the jobs that are open now, and leaves those that are not any more. */
    void look() throws IOException, InterruptedException {
        var open = ledger.fleet().open();
        for (var id : open) {
            if (!known(id) && !refused.contains(id)) {
                join(id);
            }
        }
        for (var work : works()) {
            var id = work.part().job().id();
            if ((!open.contains(id) || work.isLeft()) && work.closeWhenUnused()) {
                remove(id);
            }
        }
        refused.retainAll(open);
        idle = refused.containsAll(open) && works().isEmpty();
    }

    private synchronized boolean known(String id) {
        return works.containsKey(id);
    }

    private void join(String id) throws IOException, InterruptedException {
        var job = ledger.job(id);
        var shared = ledger.fleet().shared(id);
        if (job.isEmpty() || shared.isEmpty()) {
            return;
        }
        try {
            var work = SharedWork.join(recall.of(job.get(), shared.get()), scratch);
            synchronized (this) {
                works.put(id, work);
            }
            stumbled.remove(id);
            notes.accept("job " + id + " of " + job.get().draft().dataset() + ": taking part");
        } catch (EtlException e) {
            if (e.code().category() == ErrorCode.Category.TRANSIENT) {
                stumble(id, e);
            } else {
                refused.add(id);
                notes.accept(
                        "job " + id + " of " + job.get().draft().dataset() + " is left to others: " + e.getMessage());
            }
        } catch (IOException e) {
            stumble(id, e);
        }
    }

    /** It is tried again at each look, and told once. */
    private void stumble(String id, Exception e) {
        LOG.debug("Cannot take part in job {} now", id, e);
        if (stumbled.add(id)) {
            notes.accept("job " + id + " cannot be joined now, and is tried again: " + e.getMessage());
        }
    }

    private void remove(String id) {
        synchronized (this) {
            works.remove(id);
        }
        var job = ledger.job(id).orElseThrow();
        if (job.status() == JobStatus.FAILED) {
            failed.add(id);
        }
        var why = job.message().map(message -> ": " + message).orElse("");
        notes.accept("job " + id + " of " + job.draft().dataset() + ": "
                + job.status().word() + why);
    }

    /** Those to work on, oldest first. Any thread. */
    synchronized List<SharedWork> works() {
        return List.copyOf(works.values());
    }

    /** Whether the last look found nothing to take part in. */
    boolean isIdle() {
        return idle;
    }

    /** Jobs that failed while this process took part in them. */
    Collection<String> failed() {
        return Set.copyOf(failed);
    }

    /** Leaves all jobs; no thread does a unit any more. */
    void close() throws IOException {
        for (var work : works()) {
            work.closeWhenUnused();
        }
    }
}
