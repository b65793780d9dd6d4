package dev.tributary.etl.core.internal.archive;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;

/** How what is wrong with an archive is told. */
final class ArchiveFailures {
    private ArchiveFailures() {}

    static EtlException unsafe(String archive, String found) {
        return new EtlException(
                StandardError.ARCHIVE_UNSAFE, "Cannot read " + archive + ": " + found, "pack it anew without that");
    }

    static EtlException unsupported(String archive, String found, String hint) {
        return new EtlException(StandardError.ARCHIVE_UNSUPPORTED, "Cannot read " + archive + ": " + found, hint);
    }

    static EtlException corrupt(String archive, String found, long offset, Exception cause) {
        return new EtlException(corruption(archive, found, offset), cause);
    }

    static EtlException corrupt(String archive, String found, long offset) {
        return new EtlException(corruption(archive, found, offset), null);
    }

    private static Problem corruption(String archive, String found, long offset) {
        return Problem.of(
                        StandardError.STREAM_CORRUPT,
                        "Cannot read " + archive + ": " + found + " (offset " + offset + " of the archive)")
                .withHint("fetch the file again");
    }
}
