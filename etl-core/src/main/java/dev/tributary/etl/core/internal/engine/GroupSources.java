package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.io.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** The files of a group as their parser sees them, decompressed; closes what the parser left open. One thread. */
final class GroupSources implements AutoCloseable {
    private final SourceStreams streams;
    private final List<Closeable> opened = new ArrayList<>();

    GroupSources(SourceStreams streams) {
        this.streams = streams;
    }

    List<ByteSource> of(FileGroup group) {
        return group.files().stream().<ByteSource>map(RawSource::new).toList();
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (var stream : opened) {
            try {
                stream.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        opened.clear();
        if (failure != null) {
            throw failure;
        }
    }

    private final class RawSource implements ByteSource {
        private final RawFile file;

        RawSource(RawFile file) {
            this.file = file;
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public long size() {
            return file.compression().equals("none") ? file.bytes() : -1;
        }

        @Override
        public InputStream open() throws IOException {
            try {
                var sources = streams.open(file);
                opened.add(sources);
                var whole = sources.next();
                if (whole == null) {
                    throw new IOException("Cannot open " + file.name() + ": it has no stream");
                }
                return whole.bytes();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted while opening " + file.name()).initCause(e);
            }
        }
    }
}
