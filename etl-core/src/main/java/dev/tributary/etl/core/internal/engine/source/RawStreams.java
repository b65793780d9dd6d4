package dev.tributary.etl.core.internal.engine.source;

import dev.tributary.etl.core.internal.archive.RawBytes;
import dev.tributary.etl.core.internal.decompress.ExpansionLimit;
import dev.tributary.etl.core.internal.extract.MemberGlobs;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.ledger.RawFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Raw files as their parsers see them: members out of their archive, decompressed, and decoded to UTF-8 when they are text. */
public final class RawStreams implements SourceStreams {
    private final Opener raw;
    private final OptionalLong maxExpandedBytes;
    private final LongConsumer progress;

    /** Opens the bytes of a raw file from an offset to the end; the caller closes them. */
    @FunctionalInterface
    public interface Opener {
        InputStream open(RawFile file, long offset) throws IOException, InterruptedException;
    }

    /** Of verified files. {@code maxExpandedBytes}: of one raw file; empty for what its length allows. */
    public RawStreams(RawArea raw, OptionalLong maxExpandedBytes, LongConsumer progress) {
        this(raw::open, maxExpandedBytes, progress);
    }

    /** The same of files wherever they are. */
    public RawStreams(Opener raw, OptionalLong maxExpandedBytes, LongConsumer progress) {
        this.raw = raw;
        this.maxExpandedBytes = maxExpandedBytes;
        this.progress = progress;
    }

    @Override
    public Sources open(RawFile file) throws IOException, InterruptedException {
        var bytes = new CountedBytes(file);
        var limit = maxExpandedBytes.isPresent()
                ? ExpansionLimit.of(file.name(), maxExpandedBytes.getAsLong())
                : ExpansionLimit.standard(file.name(), file.bytes());
        if (!file.members().isEmpty()) {
            return MemberSources.open(bytes, MemberGlobs.of(file.members()), charset(file), limit);
        }
        var stored = bytes.open(0);
        return new WholeFile(new Source(file.name(), stored, charset(file), limit));
    }

    private static Optional<Charset> charset(RawFile file) {
        return file.charset().isEmpty() ? Optional.empty() : Optional.of(Charset.forName(file.charset()));
    }

    private static final class WholeFile implements Sources {
        private final Source source;
        private boolean given;

        WholeFile(Source source) {
            this.source = source;
        }

        @Override
        public @Nullable Source next() {
            var next = given ? null : source;
            given = true;
            return next;
        }

        @Override
        public void close() throws IOException {
            source.stored().close();
        }
    }

    private final class CountedBytes implements RawBytes {
        private final RawFile file;

        CountedBytes(RawFile file) {
            this.file = file;
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public long size() {
            return file.bytes();
        }

        @Override
        public InputStream open(long offset) throws IOException, InterruptedException {
            return new Counted(raw.open(file, offset), progress);
        }
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
