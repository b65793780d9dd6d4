package dev.tributary.etl.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Where the programs print their figures. */
final class Console {
    static final double NANOS_A_SECOND = 1e9;

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }

    static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / NANOS_A_SECOND;
    }

    static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
