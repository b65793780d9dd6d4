package dev.tributary.etl.core.internal.decompress;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.io.InputStream;

/**
 * Opens the decompressed stream of a raw file. What the file is, its first bytes decide, never its name; but a name that promises a codec
 * over bytes of none (an error page, an empty file) is an error. Thread-safe; a stream belongs to one thread.
 */
public final class Decompressor {
    private static final int LOOK_BYTES = 64;

    private Decompressor() {}

    /**
     * Opens a raw file.
     *
     * @param name the file's name, for errors and for what it promises
     * @param raw the file from its first byte; closed with the stream, and when this fails
     * @param limit counts the decompressed bytes; those of a plain file do not count
     * @return the whole decompressed file; damage of any kind (a cut, bad CRC or length, trailing bytes) is an EtlException STREAM_CORRUPT from
     *     read with the compressed offset, never an early end
     * @throws EtlException STREAM_CORRUPT when the name promises a codec and the bytes are of none
     */
    public static InputStream open(String name, InputStream raw, ExpansionLimit limit) throws IOException {
        var input = new CountedInput(raw);
        try {
            return open(name, input, limit);
        } catch (IOException | RuntimeException e) {
            closeQuietly(input, e);
            throw e;
        }
    }

    private static InputStream open(String name, CountedInput input, ExpansionLimit limit) throws IOException {
        var first = input.peek(LOOK_BYTES);
        var codec = Codec.of(first);
        if (codec.isPresent()) {
            return codec.get() == Codec.GZIP
                    ? new GzipStream(name, input, limit)
                    : LibraryStream.open(codec.get(), name, input, limit);
        }
        var promised = Codec.promisedBy(name);
        if (promised.isPresent()) {
            throw new EtlException(
                    StandardError.STREAM_CORRUPT,
                    "Cannot decompress " + name + ": it is no " + promised.get().label() + " file but "
                            + FirstBytes.describe(first),
                    "fetch the file again; a plain file must not have this ending");
        }
        return new PlainStream(input);
    }

    private static void closeQuietly(CountedInput input, Exception cause) {
        try {
            input.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
