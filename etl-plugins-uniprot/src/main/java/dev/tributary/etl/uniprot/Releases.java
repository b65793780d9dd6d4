package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor.Release;
import dev.tributary.etl.spi.stage.ReleaseFinder;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * UniProtKB's releases: the current one, whose folder changes every eight weeks, and the previous ones, each in a folder of its own. A release that
 * has moved from there to here is still the same. Folders, names and texts as on ftp.uniprot.org.
 */
final class Releases implements ReleaseFinder {
    private static final Pattern FOLDER = Pattern.compile("release-([0-9]{4}_[0-9]{2})\\b");
    private static final String CURRENT = "current_release/knowledgebase/complete/RELEASE.metalink";
    private static final String PREVIOUS = "previous_releases/";

    /** Where release notes were found over the years. */
    private static final List<String> NOTES = List.of(
            "current_release/knowledgebase/relnotes.txt",
            "current_release/relnotes.txt",
            "current_release/knowledgebase/complete/reldate.txt");

    private final ReleaseOptions options;

    Releases(ReleaseOptions options) {
        this.options = options;
    }

    @Override
    public List<String> versions(Documents documents) throws IOException, InterruptedException {
        var versions = new TreeSet<String>();
        current(documents).ifPresent(release -> versions.add(release.version()));
        var index = documents.text(place(PREVIOUS)).orElse("");
        FOLDER.matcher(index).results().forEach(found -> versions.add(found.group(1)));
        if (versions.isEmpty()) {
            throw new EtlException(
                    StandardError.SOURCE_MISSING,
                    "Cannot find a release of UniProt at " + options.base(),
                    "check 'base': it is the folder that holds current_release and previous_releases");
        }
        return List.copyOf(versions);
    }

    @Override
    public Release release(String version, Documents documents) throws IOException, InterruptedException {
        var current = current(documents);
        if (current.isPresent() && current.get().version().equals(version)) {
            var file = find(current.get(), options.currentName());
            return new Release(version, date(version, documents), List.of(file));
        }
        return previous(version, documents);
    }

    private Release previous(String version, Documents documents) throws IOException, InterruptedException {
        var folder = PREVIOUS + "release-" + version + "/knowledgebase/";
        boolean named = version.matches("[0-9]{4}_[0-9]{2}");
        var metalink = named ? documents.metalink(place(folder + "RELEASE.metalink")) : Optional.<Release>empty();
        if (metalink.isEmpty()) {
            throw new EtlException(
                    StandardError.RELEASE_UNKNOWN,
                    "Cannot find release " + version + " of UniProt: it is neither the current one nor among "
                            + place(PREVIOUS));
        }
        requireVersion(version, metalink.get().version(), "the metalink in " + folder);
        var notes = documents.text(place(folder + "relnotes.txt")).flatMap(ReleaseNotes::parse);
        var archive = find(metalink.get(), options.previousName(version));
        return new Release(version, notes.map(ReleaseNotes::date), List.of(reading(archive)));
    }

    /** An archive holds all forms, each compressed or not. */
    private SourceFile reading(SourceFile archive) {
        var name = options.currentName();
        var attributes = new HashMap<>(archive.attributes());
        attributes.put("members", name + "\n" + name.substring(0, name.length() - ".gz".length()));
        return new SourceFile(
                archive.name(), archive.location(), archive.group(), archive.size(), archive.checksums(), attributes);
    }

    private Optional<Release> current(Documents documents) throws IOException, InterruptedException {
        return documents.metalink(place(CURRENT)).filter(release -> !release.version()
                .isEmpty());
    }

    /** The day of the current release. Notes of another release: the folder is just being renewed. */
    private Optional<LocalDate> date(String version, Documents documents) throws IOException, InterruptedException {
        for (var place : NOTES) {
            var notes = documents.text(place(place)).flatMap(ReleaseNotes::parse);
            if (notes.isPresent()) {
                requireVersion(version, notes.get().version(), place);
                return Optional.of(notes.get().date());
            }
        }
        return Optional.empty();
    }

    private static void requireVersion(String wanted, String found, String where) {
        if (!found.isEmpty() && !found.equals(wanted)) {
            throw new EtlException(
                    Problem.of(
                                    StandardError.SOURCE_CHANGED,
                                    "Cannot fetch release " + wanted + " of UniProt: " + where + " is of " + found)
                            .withHint("the source is being renewed; try again later"),
                    null);
        }
    }

    private static SourceFile find(Release metalink, String name) {
        return metalink.files().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new EtlException(
                        StandardError.METALINK_INVALID,
                        "Cannot find " + name + ": the metalink of release " + metalink.version()
                                + " does not list it"));
    }

    private URI place(String path) {
        return options.base().resolve(path);
    }
}
