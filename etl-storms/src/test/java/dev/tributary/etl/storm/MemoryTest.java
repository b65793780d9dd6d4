package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 15: memory is bounded whatever the input. */
class MemoryTest {
    private static final long FULL_BYTES = 1L << 30;
    /** What a JVM ends with that was told to end when memory runs out. */
    private static final int OUT_OF_MEMORY = 3;

    private static final int DISTINCT = 50_000;

    @TempDir
    Path folder;

    /** The same run with a stage that keeps its records ends for want of memory: so the heap is small enough to tell. */
    @Test
    void aLargeFileNeedsNoLargeHeap() throws IOException, InterruptedException {
        long bytes = Storm.full() ? FULL_BYTES : FULL_BYTES / 5;
        long started = System.nanoTime();
        long entries = write(folder.resolve("large.dat.gz"), bytes);
        try (var child = run("frugal", "")) {
            assertThat(child.exitCode()).as(child.output()).isZero();
            assertThat(child.output())
                    .startsWith("completed")
                    .contains("read=" + entries)
                    .contains("loaded=" + DISTINCT)
                    .contains("duplicate=" + (entries - DISTINCT));
        }
        try (var child = run("wasteful", "normalize: [{ plugin: hoarding }]\n")) {
            assertThat(child.exitCode()).as(child.output()).isEqualTo(OUT_OF_MEMORY);
            assertThat(child.output()).contains("java.lang.OutOfMemoryError").doesNotContain("completed");
        }
        System.out.println("memory: " + entries + " entries, " + (System.nanoTime() - started) / 1_000_000 + " ms");
    }

    private ChildJvm run(String id, String more) throws IOException {
        var yaml = """
                dataset_id: %s
                extract: { plugin: file, paths: [large.dat.gz] }
                parse: { plugin: uniprot_flat }
                load: [{ plugin: jsonl }]
                """.formatted(id);
        var dataset = Files.writeString(folder.resolve(id + ".yaml"), yaml + more);
        var arguments = new String[] {folder.resolve("home").toString(), dataset.toString(), "none", "0"};
        var heap = Storm.full() ? "-Xmx256m" : "-Xmx128m";
        return ChildJvm.start(List.of(heap, "-XX:+ExitOnOutOfMemoryError"), StormMain.class, arguments);
    }

    private static long write(Path file, long bytes) throws IOException {
        long written = 0;
        int entries = 0;
        try (var out = new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            while (written < bytes) {
                var entry = Entries.bytes(Entries.entry(entries++ % DISTINCT));
                out.write(entry);
                written += entry.length;
            }
        }
        return entries;
    }
}
