package dev.tributary.etl.core.internal.engine.source;

import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.stage.GroupFile;
import dev.tributary.etl.spi.io.ByteSource;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a group as their parser sees them, decompressed; members in place of their archive. Closes what the parser left open. One thread. A member
 * is sought anew each time it is opened, so that any number of them can be open.
 */
public final class GroupSources implements AutoCloseable {
    private final SourceStreams streams;
    private final List<Closeable> opened = new ArrayList<>();

    public GroupSources(SourceStreams streams) {
        this.streams = streams;
    }

    public List<GroupFile> of(FileGroup group) throws IOException, InterruptedException {
        var files = new ArrayList<GroupFile>();
        for (var file : group.files()) {
            for (var name : names(file)) {
                files.add(new GroupFile(file.index(), new RawSource(file, name)));
            }
        }
        return files;
    }

    private List<String> names(RawFile file) throws IOException, InterruptedException {
        if (file.members().isEmpty()) {
            return List.of(file.name());
        }
        var names = new ArrayList<String>();
        try (var members = streams.open(file)) {
            for (var member = members.next(); member != null; member = members.next()) {
                names.add(member.name());
            }
        }
        names.sort(null);
        return names;
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
        private final String name;

        RawSource(RawFile file, String name) {
            this.file = file;
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() {
            return file.isPlain() ? file.bytes() : -1;
        }

        @Override
        public InputStream open() throws IOException {
            try {
                var sources = streams.open(file);
                opened.add(sources);
                return closing(named(sources).bytes(), sources);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted while opening " + name).initCause(e);
            }
        }

        private Source named(SourceStreams.Sources sources) throws IOException {
            for (var source = sources.next(); source != null; source = sources.next()) {
                if (source.name().equals(name)) {
                    return source;
                }
            }
            throw new IOException("Cannot open " + name + ": there is no such stream");
        }

        private InputStream closing(InputStream bytes, Closeable sources) {
            return new FilterInputStream(bytes) {
                @Override
                public void close() throws IOException {
                    try (sources) {
                        super.close();
                    } finally {
                        opened.remove(sources);
                    }
                }
            };
        }
    }
}
