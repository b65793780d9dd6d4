package dev.tributary.etl.core.internal.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes the operating system write down what it holds in memory. An interface only so that a test can record the order of the calls. */
public interface FileSync {
    /** The disk itself. */
    FileSync DISK = new FileSync() {
        @Override
        public void file(FileOutputStream out, Path file) throws IOException {
            out.getFD().sync();
        }

        @Override
        public void directory(Path directory) throws IOException {
            // Windows refuses to open a folder and keeps its entries in a journal of its own.
            if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                return;
            }
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    };

    /** Forces the bytes written so far, before the file gets its name. */
    void file(FileOutputStream out, Path file) throws IOException;

    /** Forces the names in a folder, after a file got its name. */
    void directory(Path directory) throws IOException;
}
