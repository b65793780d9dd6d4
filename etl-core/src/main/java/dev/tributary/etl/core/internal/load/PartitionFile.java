package dev.tributary.etl.core.internal.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One part while its unit is written: lines are gathered and appended to the file now and then, so that any number of parts needs one open file.
 * A compressed part has a gzip member or zstd frame for each time. Whether it is time depends on the lines alone.
 */
final class PartitionFile {
    private final Path path;
    private final Compression compression;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private @Nullable PartFile file;
    private long records;

    PartitionFile(Path path, Compression compression) {
        this.path = path;
        this.compression = compression;
    }

    /** Adds one line. */
    void add(byte[] bytes, int length) {
        lines.write(bytes, 0, length);
        records++;
    }

    /** Appends what was gathered. */
    void flush() throws IOException {
        if (lines.size() == 0) {
            return;
        }
        var part = file;
        if (part == null) {
            part = new PartFile(path);
            file = part;
        } else {
            part.reopen();
        }
        try (var out = compression.open(part)) {
            lines.writeTo(out);
        }
        lines.reset();
    }

    Path path() {
        return path;
    }

    /** What the part is, after the last flush; to be asked once. */
    PartReceipt receipt(String folder) {
        var part = file;
        if (part == null) {
            throw new IllegalStateException("nothing was written to " + path);
        }
        return new PartReceipt(folder, records, part.bytes(), part.digest());
    }
}
