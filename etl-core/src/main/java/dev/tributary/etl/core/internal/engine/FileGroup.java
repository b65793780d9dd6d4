package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.ledger.RawFile;
import java.util.List;

/** Files that one file parser gets together: one unit, which stands where the first of them does. */
record FileGroup(List<RawFile> files) {
    FileGroup {
        files = List.copyOf(files);
    }

    RawFile first() {
        return files.get(0);
    }

    long bytes() {
        return files.stream().mapToLong(RawFile::bytes).sum();
    }
}
