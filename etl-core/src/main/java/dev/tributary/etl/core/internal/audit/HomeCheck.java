package dev.tributary.etl.core.internal.audit;

import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.JobStatus;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.release.Commit;
import dev.tributary.etl.core.internal.release.Releases;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.io.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what runs that ended badly left in a home: units that nobody works on, downloads that wait, raw files and parts that belong to no job. Reads names
 * only; one thread; writes nothing. What belongs to a run at work is found too: it cannot be told from outside.
 */
public final class HomeCheck {
    private static final int JOBS = 100_000;
    private static final String INGEST = "ingest";
    private static final String INCOMING = ".incoming";

    private final Ledger ledger;
    private final ObjectStore store;
    private final Releases releases;
    private final Path home;
    private final List<Leftover> found = new ArrayList<>();

    public HomeCheck(Ledger ledger, ObjectStore store, Releases releases, Path home) {
        this.ledger = ledger;
        this.store = store;
        this.releases = releases;
        this.home = home;
    }

    /** All that is found. To be called once. */
    public List<Leftover> leftovers() throws IOException, InterruptedException {
        var jobs = ledger.jobs(Optional.empty(), JOBS);
        stuckUnits();
        scratch();
        incoming();
        quarantine();
        found.addAll(new StrayObjects(ledger, store, jobs).leftovers());
        parts(jobs);
        return found;
    }

    private void stuckUnits() {
        for (var stuck : ledger.stuckUnits()) {
            found.add(new Leftover(
                    Leftover.counted(stuck.units(), "unit") + " of job " + stuck.job() + " claimed on "
                            + stuck.hostname() + ", and nothing heard of since " + stuck.heardOf(),
                    "run the dataset again: it takes them over"));
        }
    }

    private void scratch() throws IOException {
        var folder = home.resolve("scratch");
        for (var dataset : children(folder)) {
            int runs = children(dataset).size();
            if (runs > 0) {
                found.add(new Leftover(
                        Leftover.counted(runs, "scratch folder") + " in " + dataset,
                        "the next run of their dataset removes them; a run at work needs its own"));
            }
        }
    }

    private void incoming() throws IOException {
        for (var organization : children(home.resolve(INGEST))) {
            for (var dataset : children(organization.resolve(INCOMING))) {
                files(
                        dataset,
                        "file on its way",
                        "files on their way",
                        "run or fetch the dataset again: it goes on with them; or delete the folder when no run is at work");
            }
        }
    }

    private void quarantine() throws IOException {
        for (var dataset : children(home.resolve("quarantine"))) {
            files(
                    dataset,
                    "damaged download",
                    "damaged downloads",
                    "look at them, tell the source, and delete the folder; runs do not use it");
        }
    }

    private void files(Path folder, String one, String several, String cure) throws IOException {
        long count;
        try (Stream<Path> files = Files.walk(folder)) {
            count = files.filter(Files::isRegularFile).count();
        }
        if (count > 0) {
            found.add(new Leftover(count + " " + (count == 1 ? one : several) + " in " + folder, cure));
        }
    }

    /** Parts wait in a hidden folder that is named after their job. */
    private void parts(List<Job> jobs) throws IOException, InterruptedException {
        Map<String, Job> known =
                jobs.stream().collect(Collectors.toMap(job -> KeyEncoding.segment(job.id()), job -> job));
        for (var output : outputs(jobs)) {
            for (var folder : children(output)) {
                var name = folder.getFileName().toString();
                if (name.startsWith(".")) {
                    parts(folder, Optional.ofNullable(known.get(name.substring(1))));
                }
            }
        }
    }

    private void parts(Path folder, Optional<Job> job) throws IOException {
        if (job.isEmpty()) {
            files(folder, "part of an unknown job", "parts of an unknown job", "delete the folder: no run will use it");
        } else if (job.get().status() == JobStatus.COMPLETED) {
            files(
                    folder,
                    "part that was not published, of a job that is finished,",
                    "parts that were not published, of a job that is finished,",
                    "delete the folder: no run will use it");
        }
    }

    /** Where jsonl writes unless told otherwise, and where the last releases say that their output is. */
    private Set<Path> outputs(List<Job> jobs) throws IOException, InterruptedException {
        Set<Path> outputs = new TreeSet<>();
        for (var dataset : children(home.resolve("output"))) {
            outputs.addAll(children(dataset));
        }
        for (var dataset :
                jobs.stream().map(job -> job.draft().dataset()).distinct().toList()) {
            published(dataset).stream()
                    .filter(output -> !output.contains("://"))
                    .map(home::resolve)
                    .forEach(outputs::add);
        }
        return outputs;
    }

    private List<String> published(String dataset) throws IOException, InterruptedException {
        try {
            Optional<Commit> last = releases.last(dataset);
            return last.isEmpty() ? List.of() : releases.manifest(last.get()).outputs();
        } catch (EtlException e) {
            found.add(new Leftover(e.problem().message(), "see 'etl verify " + dataset + "'"));
            return List.of();
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }
}
