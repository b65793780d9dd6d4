package dev.tributary.etl.core.internal.decompress;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;

/** How damage in a compressed file is told. */
final class Corruption {
    private Corruption() {}

    static EtlException at(String file, String found, long offset) {
        return new EtlException(
                StandardError.STREAM_CORRUPT,
                "Cannot decompress " + file + ": " + found + " (compressed offset " + offset + ")",
                "fetch the file again");
    }

    static EtlException cut(String file, String region, long offset) {
        return at(file, "the file ends inside a gzip " + region, offset);
    }
}
