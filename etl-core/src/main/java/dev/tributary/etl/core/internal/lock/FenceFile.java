package dev.tributary.etl.core.internal.lock;

import dev.tributary.etl.core.internal.document.Document;
import dev.tributary.etl.core.internal.document.UnreadableDocumentException;
import dev.tributary.etl.core.internal.file.DurableFiles;
import dev.tributary.etl.core.internal.file.FileSync;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.lock.LockManager.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fence of one lock on disk, with who got it. Written only by the holder of the lock; read by anyone. */
final class FenceFile {
    private final Path file;
    private final DurableFiles files = new DurableFiles(FileSync.DISK);

    FenceFile(Path file) {
        this.file = file;
    }

    /** The last fence given out; empty when there was none. A damaged file is an error: to start again at 1 would let old fences win. */
    Optional<Holder> read() throws IOException {
        try {
            Document document = Document.parse(Files.readAllBytes(file));
            return Optional.of(new Holder(document.text("owner"), document.instant("since"), document.count("fence")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (UnreadableDocumentException e) {
            throw damaged(e.why(), e);
        }
    }

    void write(Holder holder) throws IOException {
        Document document = Document.of(Map.of(
                "fence",
                holder.fence(),
                "owner",
                holder.owner(),
                "since",
                holder.since().toString()));
        files.replace(file, document.render());
    }

    /** The error for a fence that cannot be known any more. */
    EtlException damaged(String why, @Nullable Throwable cause) {
        Problem problem = Problem.of(StandardError.STATE_DAMAGED, "Cannot read the fence in " + file + ": " + why)
                .withHint("Restore the file, or write into it a fence above the dataset's last commit:"
                        + " {\"fence\":N,\"owner\":\"\",\"since\":\"1970-01-01T00:00:00Z\"}.");
        return new EtlException(problem, cause);
    }
}
