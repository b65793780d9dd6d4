package dev.tributary.etl.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The limit of reading a file in Java: inflate, count line ends, nothing else. {@code Drain FILE [ROUNDS]}. */
public final class Drain {
    private static final int BUFFER_BYTES = 64 << 10;

    private Drain() {}

    /** What one pass found. */
    record Pass(long bytes, long lines, double seconds) {}

    public static void main(String[] args) throws IOException {
        var console = new Console();
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        for (int i = 0; i < rounds; i++) {
            var pass = pass(Path.of(args[0]));
            console.line(
                    "drain: %,d bytes, %,d lines, %.3f s, %.0f MB/s",
                    pass.bytes(), pass.lines(), pass.seconds(), pass.bytes() / 1e6 / pass.seconds());
        }
    }

    /** The file's bytes, inflated when its name ends with .gz. */
    static InputStream open(Path file) throws IOException {
        var in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    }

    static Pass pass(Path file) throws IOException {
        long start = System.nanoTime();
        long bytes = 0;
        long lines = 0;
        var buffer = new byte[BUFFER_BYTES];
        try (var in = open(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes += n;
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
            }
        }
        return new Pass(bytes, lines, Console.seconds(start));
    }
}
