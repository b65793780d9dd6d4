package dev.tributary.etl.core.internal.engine.home;

import dev.tributary.etl.core.internal.engine.source.RawStreams;
import dev.tributary.etl.core.internal.engine.source.Source;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.util.OptionalLong;

/** Reads the bytes that an origin names, from the raw file, after its digest was checked. */
public final class RawSlices {
    private final RawArea raw;

    public RawSlices(Home home) {
        this.raw = new RawArea(home.store(), home.folder());
    }

    /**
     * Offsets count bytes of the decompressed stream in UTF-8. Reads the file up to the slice. Nothing when that is of an archive and of no known
     * member.
     *
     * @param source the file's own name, or an archive's and its member's, as the origin has it
     */
    public byte[] read(RawFile file, String source, long offset, long length) throws IOException, InterruptedException {
        raw.verify(file);
        if (!file.members().isEmpty() && source.equals(file.name())) {
            return new byte[0];
        }
        try (var sources = new RawStreams(raw, OptionalLong.of(Long.MAX_VALUE), n -> {}).open(file)) {
            for (var next = sources.next(); next != null; next = sources.next()) {
                if (next.name().equals(source)) {
                    return slice(next, offset, Math.toIntExact(length));
                }
            }
        }
        throw new EtlException(StandardError.OBJECT_DAMAGED, "Cannot read " + source + ": there is no such member");
    }

    private static byte[] slice(Source source, long offset, int length) throws IOException {
        try (var in = source.text()) {
            in.skipNBytes(offset);
            var bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EtlException(StandardError.OBJECT_DAMAGED, "Cannot read " + source.name() + " at " + offset);
            }
            return bytes;
        }
    }
}
