package dev.tributary.etl.core.internal.decompress;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/**
 * The decompressed bytes of a bzip2, xz or zstd file, all its streams or frames, to its last byte. Whatever a library throws for damaged input
 * becomes STREAM_CORRUPT; what the source itself throws stays what it is.
 */
final class LibraryStream extends InputStream {
    /** An xz stream says how much its decoder needs: 65 MiB at the highest preset. */
    private static final int XZ_MEMORY_KIB = 128 << 10;

    private final Codec codec;
    private final String file;
    private final CountedInput input;
    private final ExpansionLimit limit;
    private final InputStream decoder;

    private LibraryStream(Codec codec, String file, CountedInput input, ExpansionLimit limit) throws IOException {
        this.codec = codec;
        this.file = file;
        this.input = input;
        this.limit = limit;
        try {
            this.decoder = decoder(codec, input.stream());
        } catch (IOException | RuntimeException e) {
            throw mapped(e);
        }
    }

    static InputStream open(Codec codec, String file, CountedInput input, ExpansionLimit limit) throws IOException {
        if (codec == Codec.ZSTD && !ZstdInput.isAvailable()) {
            throw new EtlException(
                    StandardError.ARCHIVE_UNSUPPORTED,
                    "Cannot decompress " + file + ": it is zstd, and the library zstd-jni is not on the class path",
                    "add com.github.luben:zstd-jni");
        }
        return new LibraryStream(codec, file, input, limit);
    }

    private static InputStream decoder(Codec codec, InputStream in) throws IOException {
        return switch (codec) {
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case XZ -> new XZInputStream(in, XZ_MEMORY_KIB);
            case ZSTD -> ZstdInput.open(in);
            case GZIP -> throw new IllegalArgumentException("gzip has a stream of its own");
        };
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int n;
        try {
            n = decoder.read(target, from, length);
        } catch (IOException | RuntimeException e) {
            throw mapped(e);
        }
        limit.count(Math.max(n, 0));
        return n;
    }

    /** Libraries run into their own array bounds on damaged input, so a RuntimeException is damage too. */
    private IOException mapped(Exception e) throws IOException {
        input.rethrowFailure();
        boolean tooHungry = e instanceof MemoryLimitException || codec == Codec.ZSTD && ZstdInput.isWindowTooLarge(e);
        if (tooHungry) {
            throw new EtlException(
                    Problem.of(
                                    StandardError.STREAM_TOO_LARGE,
                                    "Cannot decompress " + file + ": its " + codec.label()
                                            + " stream needs more than 128 MiB of memory to read (" + e.getMessage()
                                            + ")")
                            .withHint("compress it anew with a smaller window"),
                    e);
        }
        throw new EtlException(
                Corruption.at(file, "damaged or cut " + codec.label() + " data, " + e.getMessage(), input.offset())
                        .problem(),
                e);
    }

    @Override
    public void close() throws IOException {
        try (input) {
            decoder.close();
        }
    }
}
