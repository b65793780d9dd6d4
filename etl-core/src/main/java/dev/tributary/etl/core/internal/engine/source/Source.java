package dev.tributary.etl.core.internal.engine.source;

import dev.tributary.etl.core.internal.archive.Archives;
import dev.tributary.etl.core.internal.decompress.Decompressor;
import dev.tributary.etl.core.internal.decompress.ExpansionLimit;
import dev.tributary.etl.core.internal.text.TextStream;
import dev.tributary.etl.spi.stage.Framing;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stream of source records as it is stored: a raw file, or a member of one. It can be opened once.
 *
 * @param name as origins name it: {@code file}, or {@code archive!/member}
 * @param stored its bytes before any decompression
 * @param charset of its text, when it was written down
 */
public record Source(String name, InputStream stored, Optional<Charset> charset, ExpansionLimit limit) {
    /** The name of an archive's member. */
    static String memberName(String archive, String member) {
        return archive + "!/" + member;
    }

    /** Decompressed, from the first byte; the caller closes it. */
    public InputStream bytes() throws IOException {
        var bytes = Decompressor.open(name, stored, limit);
        try {
            return Archives.requireNone(name, bytes);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /** Decompressed and decoded to UTF-8; the caller closes it. */
    public InputStream text() throws IOException {
        return decoded().in();
    }

    /** As a framing wants it; the caller closes it. */
    public Framable framable(Framing framing) throws IOException {
        return framing.text() ? decoded() : new Framable(bytes(), OptionalInt.of(0));
    }

    /**
     * A stream to be framed.
     *
     * @param mark bytes left out before it, when nothing else was changed by decoding
     */
    public record Framable(InputStream in, OptionalInt mark) implements Closeable {
        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private Framable decoded() throws IOException {
        var bytes = bytes();
        try {
            var text = TextStream.of(bytes, charset);
            return new Framable(closing(text.utf8(), bytes), text.mark());
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static InputStream closing(InputStream text, InputStream bytes) {
        return new FilterInputStream(text) {
            @Override
            public void close() throws IOException {
                bytes.close();
            }
        };
    }
}
