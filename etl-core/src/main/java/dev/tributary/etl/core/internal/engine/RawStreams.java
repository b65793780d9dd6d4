package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.decompress.Decompressor;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.text.TextStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Raw files as their parsers see them: decompressed, and decoded to UTF-8 when they are text. */
final class RawStreams implements SourceStreams {
    private final RawArea raw;
    private final LongConsumer progress;

    RawStreams(RawArea raw, LongConsumer progress) {
        this.raw = raw;
        this.progress = progress;
    }

    @Override
    public InputStream open(RawFile file, boolean text) throws IOException, InterruptedException {
        var counted = new Counted(raw.open(file), progress);
        try {
            var bytes = Decompressor.open(file.name(), counted, Decompressor.UNLIMITED);
            return text ? closing(TextStream.of(bytes, charset(file)).utf8(), bytes) : bytes;
        } catch (IOException | RuntimeException e) {
            counted.close();
            throw e;
        }
    }

    private static Optional<Charset> charset(RawFile file) {
        return file.charset().isEmpty() ? Optional.empty() : Optional.of(Charset.forName(file.charset()));
    }

    private static InputStream closing(InputStream text, InputStream bytes) {
        return new FilterInputStream(text) {
            @Override
            public void close() throws IOException {
                bytes.close();
            }
        };
    }

    /** Counts the compressed bytes, which is what progress can be measured by. */
    private static final class Counted extends FilterInputStream {
        private final LongConsumer progress;

        Counted(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) {
                progress.accept(1);
            }
            return b;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            int n = in.read(b, off, len);
            if (n > 0) {
                progress.accept(n);
            }
            return n;
        }
    }
}
