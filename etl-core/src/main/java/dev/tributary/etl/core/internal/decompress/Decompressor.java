package dev.tributary.etl.core.internal.decompress;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * Opens the decompressed stream of a raw file. What the file is, its first bytes decide, never its name; but a name that promises gzip over
 * bytes that are none (an error page, an empty file) is an error. Thread-safe; a stream belongs to one thread.
 */
public final class Decompressor {
    /** The output limit that limits nothing. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final Set<String> GZIP_ENDINGS = Set.of("gz", "gzip", "bgz", "bgzf", "tgz");
    private static final int LOOK_BYTES = 64;

    private Decompressor() {}

    /**
     * Opens a raw file.
     *
     * @param name the file's name, for errors and for what it promises
     * @param raw the file from its first byte; closed with the stream, and when this fails
     * @param outputLimitBytes more decompressed bytes than this are STREAM_TOO_LARGE; a plain file is not limited
     * @return the whole decompressed file; damage of any kind (a cut, bad CRC or length, trailing bytes) is an EtlException STREAM_CORRUPT from
     *     read with the compressed offset, never an early end
     * @throws EtlException STREAM_CORRUPT when the name promises gzip and the bytes are something else
     */
    public static InputStream open(String name, InputStream raw, long outputLimitBytes) throws IOException {
        var input = new CountedInput(raw);
        try {
            var first = input.peek(LOOK_BYTES);
            if (GzipStream.startsGzip(first)) {
                return new GzipStream(name, input, outputLimitBytes);
            }
            if (promisesGzip(name)) {
                throw new EtlException(
                        StandardError.STREAM_CORRUPT,
                        "Cannot decompress " + name + ": it is no gzip file but " + describe(first),
                        "fetch the file again; a plain file must not end in .gz");
            }
            return new PlainStream(input);
        } catch (IOException | RuntimeException e) {
            closeQuietly(input, e);
            throw e;
        }
    }

    private static void closeQuietly(CountedInput input, Exception cause) {
        try {
            input.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static boolean promisesGzip(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && GZIP_ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static String describe(byte[] first) {
        if (first.length == 0) {
            return "empty";
        }
        var text = new String(first, StandardCharsets.ISO_8859_1).strip();
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            return "an HTML page (an error page of the server?)";
        }
        boolean printable = !text.isEmpty()
                && text.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t');
        return printable
                ? "text that starts with \"" + text.lines().findFirst().orElse("") + "\""
                : "starts with the bytes " + HexFormat.ofDelimiter(" ").formatHex(first, 0, Math.min(8, first.length));
    }
}
