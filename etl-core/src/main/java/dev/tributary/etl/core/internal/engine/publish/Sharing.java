package dev.tributary.etl.core.internal.engine.publish;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.StoreIdentity;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.SharedJob;
import dev.tributary.etl.core.internal.ledger.Worker;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;

/** What makes one job the work of several processes: all have its dataset's text, its plugins and its files. */
public final class Sharing {
    private Sharing() {}

    /** Lets all workers of the ledger take part in a job that a run begins. */
    public static void share(Job job, JobPlan plan, Home home, Worker worker) throws IOException, InterruptedException {
        var place = home.folder() + " on " + worker.hostname();
        var shared = new SharedJob(plan.names().sources(), StoreIdentity.of(home.store()), place);
        home.ledger().fleet().share(job.id(), shared);
    }

    /** Writes down what a job is made with before it is published: whoever looks at the release later asks its loaders again. */
    static void remember(Job job, JobPlan plan, Home home) throws IOException, InterruptedException {
        var fleet = home.ledger().fleet();
        if (fleet.shared(job.id()).isEmpty()) {
            var place = home.folder().toString();
            fleet.share(job.id(), new SharedJob(plan.names().sources(), StoreIdentity.of(home.store()), place));
        }
    }

    /** EtlException JOB_REFUSED when the plan that this process made of a job's text is not the job's. */
    public static void requireSame(Job job, JobPlan plan) {
        var draft = job.draft();
        var names = plan.names();
        if (!draft.plugins().equals(names.plugins())) {
            var others = names.plugins().stream()
                    .filter(plugin -> !draft.plugins().contains(plugin))
                    .toList();
            var missing = draft.plugins().stream()
                    .filter(plugin -> !names.plugins().contains(plugin))
                    .toList();
            throw refused(
                    job,
                    "it was begun with " + missing + ", and here is " + others,
                    "give this worker the plugins that the job was begun with");
        }
        if (!draft.configHash().equals(names.configHash())) {
            throw refused(
                    job,
                    "its dataset file reads otherwise here, although its text is the same",
                    "give this worker the variables and files that the dataset file refers to, as the first run had them");
        }
    }

    /** EtlException JOB_REFUSED when this process has another object store than the one that has the job's files. */
    public static void requireStore(Job job, SharedJob shared, Home home) throws IOException, InterruptedException {
        if (!shared.storeId().equals(StoreIdentity.of(home.store()))) {
            throw refused(
                    job,
                    "its files are in the object store " + shared.storePlace() + ", and here is another one, "
                            + home.folder(),
                    "start the worker with the home of the job, where it can be reached");
        }
    }

    private static EtlException refused(Job job, String why, String hint) {
        return new EtlException(
                StandardError.JOB_REFUSED,
                "Cannot work on job " + job.id() + " of " + job.draft().dataset() + ": " + why,
                hint);
    }
}
