package dev.tributary.etl.core;

import dev.tributary.etl.core.internal.audit.HomeCheck;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.home.RunContext;
import dev.tributary.etl.core.internal.engine.unit.LoadersOf;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at what runs need, and at what killed ones left. */
final class Doctor {
    private static final int JOBS = 1_000;
    private static final Duration ALLOWED_SKEW = Duration.ofMinutes(5);
    private static final Set<String> ENDED = Set.of("completed", "cancelled");

    private final Etl etl;
    private final EtlBuilder settings;
    private final List<Check> checks = new ArrayList<>();

    Doctor(Etl etl, EtlBuilder settings) {
        this.etl = etl;
        this.settings = settings;
    }

    List<Check> look(Optional<RunRequest> request, Optional<Home> home) throws InterruptedException {
        checks.add(Check.ok("java", "version " + Runtime.version()));
        plugins();
        if (request.isPresent()) {
            dataset(request.get());
        }
        if (home.isEmpty()) {
            checks.add(Check.ok("home", "there is none yet in " + settings.home() + "; the first run makes it"));
            return checks;
        }
        store(home.get());
        jobs();
        leftovers(home.get());
        if (request.isPresent()) {
            waiting(request.get(), home.get());
        }
        return checks;
    }

    private void plugins() {
        etl.pluginWarnings()
                .forEach(w ->
                        checks.add(Check.warn("plugins", w.message(), w.hint().orElse("remove its JAR"))));
        checks.add(Check.ok("plugins", etl.plugins().size() + " found"));
    }

    /** The configuration, then what its source says of its release. */
    private void dataset(RunRequest request) throws InterruptedException {
        try {
            var dataset = etl.validate(request.dataset(), request.parameters());
            checks.add(Check.ok("config", "dataset " + dataset.id() + " is valid"));
            var plan = etl.plan(request);
            checks.add(Check.ok("source", plan.files().size() + " files on offer"));
        } catch (EtlException e) {
            var problem = e.problem();
            var subject = problem.code().number() < 2000 ? "config" : "source";
            checks.add(Check.fail(
                    subject,
                    problem.code().label() + ": " + problem.message(),
                    problem.hint().orElse("see the code")));
        }
    }

    /** Writes a file into the home and deletes it; its time tells whether the folder's clock is this machine's. */
    private void store(Home home) {
        try {
            Path probe = Files.createTempFile(home.folder(), ".doctor-", ".tmp");
            try {
                var written = Files.getLastModifiedTime(probe).toInstant();
                checks.add(Check.ok("store", home.folder() + " can be written"));
                skew(Duration.between(written, settings.clock().instant()).abs());
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            checks.add(Check.fail("store", "Cannot write to " + home.folder() + ": " + e, "check space and rights"));
        }
    }

    private void skew(Duration skew) {
        if (skew.compareTo(ALLOWED_SKEW) > 0) {
            checks.add(Check.warn(
                    "clock", "it differs from the home's by " + skew.toSeconds() + " s", "set the clocks of both"));
        } else {
            checks.add(Check.ok("clock", "it agrees with the home's"));
        }
    }

    private void jobs() {
        var stuck = etl.history().jobs(Optional.empty(), JOBS).stream()
                .filter(job -> !ENDED.contains(job.status()))
                .toList();
        for (var job : stuck) {
            checks.add(Check.warn(
                    "jobs",
                    job.datasetId() + ", job " + job.jobId() + " is " + job.status() + " with " + job.unitsCompleted()
                            + (job.unitsCompleted() == 1 ? " unit done" : " units done"),
                    "run it again to go on, unless a run is at work"));
        }
        if (stuck.isEmpty()) {
            checks.add(Check.ok("jobs", "none is unfinished"));
        }
    }

    private void leftovers(Home home) throws InterruptedException {
        try {
            var found = new HomeCheck(home.ledger(), home.store(), home.releases(), home.folder()).leftovers();
            found.forEach(left -> checks.add(Check.warn("leftovers", left.what(), left.cure())));
            if (found.isEmpty()) {
                checks.add(Check.ok("leftovers", "no stuck units, downloads, raw files or parts of no job"));
            }
        } catch (IOException e) {
            checks.add(Check.fail("leftovers", "Cannot read " + home.folder() + ": " + e, "check rights"));
        }
    }

    /** What the dataset's loaders know of; one that never ran has not even its databases. */
    private void waiting(RunRequest request, Home home) throws InterruptedException {
        try {
            var dataset = etl.validate(request.dataset(), request.parameters());
            if (home.ledger().jobs(Optional.of(dataset.id()), 1).isEmpty()) {
                return;
            }
            var moment = RunContext.Moment.of(settings.clock().instant(), Map.of());
            try (var of = LoadersOf.at(moment, new Planning(dataset, request).plan(), home)) {
                for (var loader : of.loaders()) {
                    loader.waiting(dataset.id()).forEach((job, place) -> waiting(home, job, place));
                }
            }
        } catch (EtlException e) {
            checks.add(Check.fail(
                    "leftovers", e.problem().message(), e.problem().hint().orElse("see the code")));
        } catch (IOException e) {
            checks.add(Check.fail(
                    "leftovers", "Cannot ask the dataset's loaders: " + e.getMessage(), "see to the target"));
        }
    }

    private void waiting(Home home, String job, String place) {
        boolean isKnown = home.ledger().job(job).isPresent();
        checks.add(Check.warn(
                "leftovers",
                "what job " + job + " loaded waits in " + place,
                isKnown
                        ? "run the dataset again: it goes on with it, or the next release that is published takes it away"
                        : "no run of this home goes on with it: drop it, unless another home loads the dataset"));
    }
}
