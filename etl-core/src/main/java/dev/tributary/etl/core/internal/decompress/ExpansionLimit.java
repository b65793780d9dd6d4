package dev.tributary.etl.core.internal.decompress;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;

/**
 * The most bytes that one raw file may expand to, over all its layers and members: a small file that would expand for ever stops the run instead
 * of filling a day. One thread's.
 */
public final class ExpansionLimit {
    /** What any file may expand to, however small it is. */
    private static final long ALWAYS_ALLOWED = 1L << 30;

    /** What a file may expand to for each of its bytes; deflate's own bound is 1,032, legitimate zips were seen at 54. */
    private static final int ALLOWED_RATIO = 200;

    private final String name;
    private final long bytes;
    private long expanded;

    private ExpansionLimit(String name, long bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** A limit that limits nothing. */
    public static ExpansionLimit none() {
        return new ExpansionLimit("", Long.MAX_VALUE);
    }

    /** A limit in bytes. */
    public static ExpansionLimit of(String name, long bytes) {
        return new ExpansionLimit(name, bytes);
    }

    /** The limit where none was written: 200 times the file's own length, at least 1 GiB. */
    public static ExpansionLimit standard(String name, long fileBytes) {
        boolean overflows = fileBytes > Long.MAX_VALUE / ALLOWED_RATIO;
        return of(name, overflows ? Long.MAX_VALUE : Math.max(ALWAYS_ALLOWED, fileBytes * ALLOWED_RATIO));
    }

    /**
     * Counts bytes that came out of a decompressor.
     *
     * @throws EtlException STREAM_TOO_LARGE beyond the limit
     */
    public void count(long more) {
        expanded += more;
        if (expanded > bytes) {
            throw new EtlException(
                    StandardError.STREAM_TOO_LARGE,
                    "Cannot decompress " + name + ": it expands beyond " + bytes + " bytes",
                    "if it is meant to be so large, raise run.max_expanded_bytes");
        }
    }
}
