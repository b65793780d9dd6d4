package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.core.internal.store.KeyEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where files go that are not what their source published: for people to look at, one of each name, never for a run. */
final class Quarantine {
    private final Path folder;

    Quarantine(Path folder) {
        this.folder = folder;
    }

    /** Moves a file here, and says beside it what is wrong with it. */
    Path take(PartFile part, String name, String why) throws IOException {
        Files.createDirectories(folder);
        var place = folder.resolve(KeyEncoding.segment(name));
        Files.move(part.release(), place, StandardCopyOption.REPLACE_EXISTING);
        say(name, why);
        return place;
    }

    /** The same of a file that lies elsewhere. */
    Path keep(InputStream bytes, String name, String why) throws IOException {
        Files.createDirectories(folder);
        var place = folder.resolve(KeyEncoding.segment(name));
        Files.copy(bytes, place, StandardCopyOption.REPLACE_EXISTING);
        say(name, why);
        return place;
    }

    private void say(String name, String why) throws IOException {
        Files.writeString(folder.resolve(KeyEncoding.segment(name) + "~why"), why + "\n", StandardCharsets.UTF_8);
    }
}
