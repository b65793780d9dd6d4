package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.core.internal.file.FileSync;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor.Position;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is being fetched, {@code name.part}, and its digests so far. Survives kills and power cuts: every 64 MiB, and when it is kept, its bytes
 * are forced to the disk and counted in its note; what lies behind that count is cut off when it is opened again. One thread.
 */
final class PartFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final long CHECKPOINT_BYTES = 64L << 20;

    private final Path folder;
    private final String name;
    private final Path path;
    private final Hashing hashing;
    private final FileOutputStream out;
    private String entity = "";
    private long noted;
    private boolean ended;

    private PartFile(Path folder, SourceFile file) throws IOException {
        this.folder = folder;
        this.name = file.name();
        this.path = folder.resolve(KeyEncoding.segment(name) + ".part");
        this.hashing = new Hashing(file.checksums());
        this.out = new FileOutputStream(path.toFile(), true);
    }

    /** Opens what an earlier run left, as far as it is surely there, or an empty file. */
    static PartFile open(Path folder, SourceFile file) throws IOException {
        Files.createDirectories(folder);
        var part = new PartFile(folder, file);
        try {
            part.goOn();
            return part;
        } catch (IOException | RuntimeException e) {
            part.out.close();
            throw e;
        }
    }

    private void goOn() throws IOException {
        var note = FetchNote.read(folder, name)
                .filter(n -> n.digests().isEmpty() && !n.entity().isEmpty());
        long there = Files.size(path);
        if (note.isEmpty() || note.get().bytes() > there) {
            restart("");
            return;
        }
        entity = note.get().entity();
        noted = note.get().bytes();
        out.getChannel().truncate(noted);
        readAgain();
    }

    private void readAgain() throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        try (var in = Files.newInputStream(path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                hashing.update(buffer, n);
            }
        }
    }

    /** Where to go on. */
    Position position() {
        return new Position(hashing.bytes(), entity);
    }

    /** Throws away what is there; what comes next is of this entity. */
    void restart(String newEntity) throws IOException {
        out.getChannel().truncate(0);
        hashing.finish();
        entity = newEntity;
        noted = 0;
        FetchNote.delete(folder, name);
    }

    void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        hashing.update(bytes, length);
        if (hashing.bytes() - noted >= CHECKPOINT_BYTES) {
            keep();
        }
    }

    /** Makes sure that the bytes so far need not be fetched again, if the source told how to ask for the rest. */
    void keep() throws IOException {
        if (!entity.isEmpty() && hashing.bytes() > noted) {
            out.getFD().sync();
            noted = hashing.bytes();
            FetchNote.started(entity, noted).write(folder, name);
        }
    }

    /** Forces all bytes to the disk and tells their digests; only {@link #restart} may follow, or the end. */
    Digests finish() throws IOException {
        out.getFD().sync();
        return hashing.finish();
    }

    /** Where a file lies once it is whole and verified. */
    static Path whole(Path folder, String name) {
        return folder.resolve(KeyEncoding.segment(name));
    }

    /** Gives the whole, verified file its name. */
    Path complete() throws IOException {
        end();
        var whole = whole(folder, name);
        Files.move(path, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        FileSync.DISK.directory(folder);
        return whole;
    }

    /** Gives the file away, as it is; its note goes. */
    Path release() throws IOException {
        end();
        FetchNote.delete(folder, name);
        return path;
    }

    /** Removes all of it. */
    void discard() throws IOException {
        Files.deleteIfExists(release());
    }

    String entity() {
        return entity;
    }

    private void end() throws IOException {
        ended = true;
        out.close();
    }

    /** Keeps what came for another try, or removes it when its source could not be asked for the rest. */
    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        if (entity.isEmpty()) {
            discard();
            return;
        }
        try (out) {
            keep();
        }
        ended = true;
    }
}
