package dev.tributary.etl.core.internal.audit;

import dev.tributary.etl.core.internal.document.Document;
import dev.tributary.etl.core.internal.document.UnreadableDocumentException;
import dev.tributary.etl.core.internal.fetch.Digests;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.release.Manifest;
import dev.tributary.etl.core.internal.release.OutputNames;
import dev.tributary.etl.core.internal.release.Releases;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads all that a dataset's last release is made of again: commit, manifest, pointer, state, raw files and the folders of its output; and the files of past releases that are in the archive. One thread; writes nothing. */
public final class ReleaseCheck {
    private static final String RESTORE = "restore it from a copy";

    private final Releases releases;
    private final Ledger ledger;
    private final RawArea raw;
    private final Path home;
    private final List<Discrepancy> found = new ArrayList<>();
    private int files;

    public ReleaseCheck(Releases releases, Ledger ledger, RawArea raw, Path home) {
        this.releases = releases;
        this.ledger = ledger;
        this.raw = raw;
        this.home = home;
    }

    /** The manifest of the last release; empty when there is none, or it cannot be read: then {@link #found} says so. */
    public Optional<Manifest> check(String dataset) throws IOException, InterruptedException {
        try {
            var commit = releases.last(dataset);
            if (commit.isEmpty()) {
                found.add(new Discrepancy(
                        "MISSING", "releases/" + dataset, "nothing was published", "run the dataset to its end"));
                return Optional.empty();
            }
            releases.deviations(dataset)
                    .forEach((place, how) ->
                            found.add(new Discrepancy("MISMATCH", place, how, "run the dataset: a run puts it right")));
            var manifest = releases.manifest(commit.get());
            checkRaw(commit.get().job(), manifest);
            checkEach(ledger.fates().archived(dataset));
            for (var output : manifest.outputs()) {
                checkOutput(output);
            }
            return Optional.of(manifest);
        } catch (EtlException e) {
            found.add(damaged("releases/" + dataset, e));
            return Optional.empty();
        }
    }

    public List<Discrepancy> found() {
        return found;
    }

    /** Files that were hashed. */
    public int files() {
        return files;
    }

    private void checkRaw(String job, Manifest manifest) throws IOException, InterruptedException {
        var recorded = ledger.files(job);
        if (recorded.size() != manifest.files().size()) {
            found.add(new Discrepancy(
                    "MISMATCH",
                    "job " + job,
                    "the ledger has " + recorded.size() + " files of it, the manifest "
                            + manifest.files().size(),
                    "restore the ledger from a copy"));
        }
        checkEach(recorded);
    }

    private void checkEach(List<RawFile> recorded) throws IOException, InterruptedException {
        for (var file : recorded) {
            try {
                files++;
                raw.verify(file);
            } catch (EtlException e) {
                found.add(damaged(file.key(), e));
            }
        }
    }

    private static Discrepancy damaged(String place, EtlException e) {
        return new Discrepancy(
                "DAMAGED", place, e.problem().message(), e.problem().hint().orElse(RESTORE));
    }

    private void checkOutput(String output) throws IOException {
        if (OutputNames.isElsewhere(output)) {
            return;
        }
        var folder = home.resolve(output);
        if (!Files.exists(folder)) {
            found.add(new Discrepancy("MISSING", folder.toString(), "the output is not there", RESTORE));
            return;
        }
        var manifest = folder.resolve("manifest.json");
        if (Files.isRegularFile(manifest)) {
            checkParts(folder, manifest);
        }
    }

    private void checkParts(Path folder, Path manifest) throws IOException {
        try {
            for (var part : Document.parse(Files.readAllBytes(manifest)).documents("parts")) {
                checkPart(folder.resolve(part.text("name")), part.text("sha256"));
            }
        } catch (UnreadableDocumentException e) {
            found.add(new Discrepancy("DAMAGED", manifest.toString(), e.why(), RESTORE));
        }
    }

    private void checkPart(Path part, String sha256) throws IOException {
        files++;
        if (!Files.isRegularFile(part)) {
            found.add(new Discrepancy("MISSING", part.toString(), "the folder's manifest lists it", RESTORE));
            return;
        }
        try (var in = Files.newInputStream(part)) {
            var actual = Digests.sha256(in);
            if (!actual.equals(sha256)) {
                found.add(new Discrepancy(
                        "MISMATCH",
                        part.toString(),
                        "its sha256 is " + actual + ", the folder's manifest says " + sha256,
                        RESTORE));
            }
        }
    }
}
