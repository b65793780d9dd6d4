package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.core.internal.file.FileSync;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.core.internal.transfer.Block;
import dev.tributary.etl.core.internal.transfer.Follower;
import dev.tributary.etl.spi.io.Checksum.Algorithm;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor.Position;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * A file that is being fetched, {@code name.part}, and its digests so far. Survives kills and power cuts: every 64 MiB, and when it is kept, its bytes
 * are forced to the disk and counted in its note; what lies behind that count is cut off when it is opened again. For one thread; MD5, which takes
 * longer than writing and all other digests together, has one of its own.
 */
final class PartFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final Path folder;
    private final String name;
    private final Path path;
    private final Hashing hashing;
    private final Hashing md5 = new Hashing(Set.of(Algorithm.MD5));
    private final FileOutputStream out;
    private final Flushing flushing;
    private final Follower follower;
    private String entity = "";
    private long noted;
    private boolean ended;

    private PartFile(Path folder, SourceFile file, Executor executor) throws IOException {
        this.folder = folder;
        this.name = file.name();
        this.path = folder.resolve(KeyEncoding.segment(name) + ".part");
        var others = Hashing.algorithms(file.checksums());
        others.remove(Algorithm.MD5);
        this.hashing = new Hashing(others);
        this.out = new FileOutputStream(path.toFile(), true);
        this.flushing = new Flushing(out.getFD(), executor);
        this.follower = new Follower(block -> md5.update(block.bytes(), block.length()));
    }

    /** Opens what an earlier run left, as far as it is surely there, or an empty file; the executor needs a thread for it until it is closed. */
    static PartFile open(Path folder, SourceFile file, Executor executor) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var part = new PartFile(folder, file, executor);
        try {
            part.follower.start(executor);
            part.goOn();
            return part;
        } catch (IOException | InterruptedException | RuntimeException e) {
            part.end();
            throw e;
        }
    }

    private void goOn() throws IOException, InterruptedException {
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
        flushing.restart(noted);
        readAgain();
    }

    private void readAgain() throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        try (var in = Files.newInputStream(path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                hashing.update(buffer, n);
                md5.update(buffer, n);
            }
        }
    }

    /** Where to go on. */
    Position position() {
        return new Position(hashing.bytes(), entity);
    }

    /** Throws away what is there; what comes next is of this entity. */
    void restart(String newEntity) throws IOException, InterruptedException {
        follower.drain();
        out.getChannel().truncate(0);
        hashing.finish();
        md5.finish();
        flushing.restart(0);
        entity = newEntity;
        noted = 0;
        FetchNote.delete(folder, name);
    }

    /** Takes the block over. */
    void write(Block block) throws IOException, InterruptedException {
        out.write(block.bytes(), 0, block.length());
        hashing.update(block.bytes(), block.length());
        follower.take(block);
        flushing.wrote(hashing.bytes());
        note(flushing.done());
    }

    /** Makes sure that the bytes so far need not be fetched again, if the source told how to ask for the rest. */
    void keep() throws IOException {
        if (!entity.isEmpty() && hashing.bytes() > noted) {
            out.getFD().sync();
            flushing.restart(hashing.bytes());
            note(hashing.bytes());
        }
    }

    /** So many bytes are surely on the disk. */
    private void note(long bytes) throws IOException {
        if (!entity.isEmpty() && bytes > noted) {
            noted = bytes;
            FetchNote.started(entity, noted).write(folder, name);
        }
    }

    /** Forces all bytes to the disk and tells their digests; only {@link #restart} may follow, or the end. */
    Digests finish() throws IOException, InterruptedException {
        out.getFD().sync();
        follower.drain();
        return hashing.finish().and(md5.finish());
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
        follower.close();
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
        try {
            keep();
        } finally {
            end();
        }
    }
}
