package dev.tributary.etl.core.internal.spill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the units of one pass put what is too much for memory; made with the first file, and deleted by whoever gives it. One thread. */
public final class SpillFolder {
    private final Supplier<Path> maker;
    private @Nullable Path folder;

    /** {@code maker} makes an empty folder. */
    public SpillFolder(Supplier<Path> maker) {
        this.maker = maker;
    }

    Path newFile() throws IOException {
        var known = folder;
        if (known == null) {
            known = maker.get();
            folder = known;
        }
        return Files.createTempFile(known, "unit", ".spill");
    }
}
