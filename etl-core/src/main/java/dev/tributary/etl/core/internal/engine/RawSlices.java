package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;

/** Reads the bytes that an origin names, from the raw file, after its digest was checked. */
public final class RawSlices {
    private final RawArea raw;

    public RawSlices(Home home) {
        this.raw = new RawArea(home.store(), home.folder());
    }

    /** Offsets count bytes of the decompressed stream in UTF-8. Reads the file up to the slice. */
    public byte[] read(RawFile file, long offset, long length) throws IOException, InterruptedException {
        raw.verify(file);
        try (var in = new RawStreams(raw, n -> {}).open(file, true)) {
            in.skipNBytes(offset);
            var bytes = in.readNBytes(Math.toIntExact(length));
            if (bytes.length < length) {
                throw new EtlException(StandardError.OBJECT_DAMAGED, "Cannot read " + file.name() + " at " + offset);
            }
            return bytes;
        }
    }
}
