package dev.tributary.etl.core.internal.engine.forecast;

import dev.tributary.etl.core.internal.engine.forecast.Forecast.Change;
import dev.tributary.etl.core.internal.engine.job.JobOpening;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Why a run would do something, in sentences. */
final class Reasons {
    private final JobPlan plan;
    private final Optional<Job> newest;
    private final Optional<String> release;
    private final List<KnownFiles.Known> files;
    private final List<String> reasons = new ArrayList<>();

    Reasons(JobPlan plan, Optional<Job> newest, Optional<String> release, List<KnownFiles.Known> files) {
        this.plan = plan;
        this.newest = newest;
        this.release = release;
        this.files = files;
    }

    /** {@code found}: what a run would take up. */
    List<String> list(JobOpening.Found found) {
        reasons.addAll(found.replaced());
        if (found.job().isPresent()) {
            unfinished(found.job().get());
        } else if (!reasons.isEmpty()) {
            return List.copyOf(reasons);
        } else if (newest.isEmpty()) {
            reasons.add("the dataset was never run in this home");
        } else {
            against(newest.get());
        }
        return List.copyOf(reasons);
    }

    private void unfinished(Job job) {
        var message = job.message().map(m -> ": " + m).orElse("");
        reasons.add(
                job.status() == JobStatus.STORING
                        ? "job " + job.id() + " has all its units and is not published"
                        : "job " + job.id() + " is not finished ("
                                + job.status().word() + ")" + message);
    }

    private void against(Job last) {
        var draft = last.draft();
        if (release.isPresent() && !release.get().equals(draft.externalVersion())) {
            reasons.add("the release is another one: last was " + draft.externalVersion());
        }
        if (!draft.configHash().equals(plan.names().configHash())) {
            reasons.add("the configuration changed (extract to load, duplicates or release)");
        }
        plugins(revisions(draft.plugins()), revisions(plan.names().plugins()));
        count(Change.CHANGED, "changed");
        count(Change.DAMAGED, "fetched anew, as damage was found when it was read");
        count(Change.NEW, "new");
        if (last.status() != JobStatus.COMPLETED) {
            reasons.add("job " + last.id() + " of release " + draft.externalVersion() + " is not finished ("
                    + last.status().word() + "); it stays as it is");
        }
        if (reasons.isEmpty()) {
            reasons.add("files were removed from the release, or have another order of names");
        }
    }

    private void plugins(Map<String, String> before, Map<String, String> now) {
        now.forEach((plugin, revision) -> {
            var old = before.get(plugin);
            if (old != null && !old.equals(revision)) {
                reasons.add(plugin + " has revision " + revision + ", the last job had " + old);
            }
        });
    }

    /** By {@code kind/name}. */
    private static Map<String, String> revisions(List<String> plugins) {
        var revisions = new TreeMap<String, String>();
        for (var plugin : plugins) {
            int at = plugin.lastIndexOf('@');
            revisions.put(plugin.substring(0, at), plugin.substring(at + 1));
        }
        return revisions;
    }

    private void count(Change change, String word) {
        var names = files.stream()
                .filter(f -> f.change() == change)
                .map(f -> f.source().name())
                .toList();
        if (names.size() == 1) {
            reasons.add(names.get(0) + " is " + word);
        } else if (!names.isEmpty()) {
            reasons.add(names.size() + " files are " + word);
        }
    }
}
