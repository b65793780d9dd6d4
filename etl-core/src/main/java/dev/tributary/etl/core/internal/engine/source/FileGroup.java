package dev.tributary.etl.core.internal.engine.source;

import dev.tributary.etl.core.internal.ledger.RawFile;
import java.util.List;

/** Files that one file parser gets together: one unit, which stands where the first of them does. */
public record FileGroup(List<RawFile> files) {
    public FileGroup {
        files = List.copyOf(files);
    }

    public RawFile first() {
        return files.get(0);
    }

    public long bytes() {
        return files.stream().mapToLong(RawFile::bytes).sum();
    }
}
