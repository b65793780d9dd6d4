package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A release whose bytes lie in a local folder, under the names and with the digests that its source publishes. */
final class AdoptingExtractor implements Extractor {
    private final Release release;
    private final Path folder;

    AdoptingExtractor(Release release, Path folder) {
        this.release = release;
        this.folder = folder;
    }

    @Override
    public List<String> versions() {
        return List.of(release.version());
    }

    /** All files must be there before the first is read. */
    @Override
    public Release release(String version) {
        var files = new ArrayList<SourceFile>();
        for (var file : release.files()) {
            var place = place(file.name());
            files.add(new SourceFile(
                    file.name(), place.toUri(), file.group(), file.size(), file.checksums(), file.attributes()));
        }
        return new Release(version, release.date(), files);
    }

    private Path place(String name) {
        var place = folder.resolve(name).normalize();
        if (!place.startsWith(folder.normalize()) || !Files.isRegularFile(place)) {
            throw new EtlException(
                    StandardError.SOURCE_MISSING,
                    "Cannot adopt " + name + ": there is no such file in " + folder,
                    "put all files of the release there, under the names that the source gives them");
        }
        return place;
    }

    @Override
    public Opened open(SourceFile file, Position position) throws IOException {
        return new Opened(Position.START, Files.newInputStream(Path.of(file.location())));
    }
}
