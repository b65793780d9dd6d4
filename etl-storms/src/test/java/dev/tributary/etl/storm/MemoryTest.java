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
    private static final int REJECTED_EACH = 100;

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

    /** What is written down of a group grows with its rows until it is committed; so do the keys that a later row may have again. */
    @Test
    void aLargeGroupOfFilesNeedsNoLargeHeap() throws IOException, InterruptedException {
        int rows = Storm.full() ? 1_000_000 : 300_000;
        long started = System.nanoTime();
        group(Files.createDirectory(folder.resolve("in")), rows);
        var dataset = bundles("frugal", "");
        try (var child = child("-Xmx96m", dataset)) {
            assertThat(child.exitCode()).as(child.output()).isZero();
            int rejected = rows / REJECTED_EACH;
            assertThat(child.output())
                    .startsWith("completed")
                    .contains("read=" + (rows + 1))
                    .contains("loaded=" + (rows - rejected))
                    .contains("rejected=" + rejected)
                    .contains("duplicate=1");
        }
        try (var child = child("-Xmx96m", bundles("wasteful", "normalize: [{ plugin: hoarding }]\n"))) {
            assertThat(child.exitCode()).as(child.output()).isEqualTo(OUT_OF_MEMORY);
        }
        System.out.println(
                "memory: a group of " + rows + " rows, " + (System.nanoTime() - started) / 1_000_000 + " ms");
    }

    /** The last row has the key of the first. */
    private static void group(Path in, int rows) throws IOException {
        var text = "of some length, ".repeat(5);
        try (var report = Files.newBufferedWriter(in.resolve("g.report"))) {
            for (int i = 1; i <= rows; i++) {
                report.write((i % REJECTED_EACH == 0 ? "!r" : "r") + i + " " + text + "\n");
            }
            report.write("r1 again\n");
        }
        Files.writeString(in.resolve("g.seq"), "ACGT");
    }

    private Path bundles(String id, String more) throws IOException {
        var yaml = """
                dataset_id: %s
                release: { external: "1" }
                extract: { plugin: bundles, folder: 'in' }
                parse: { plugin: bundle }
                load: [{ plugin: jsonl }]
                """.formatted(id);
        return Files.writeString(folder.resolve(id + ".yaml"), yaml + more);
    }

    private ChildJvm run(String id, String more) throws IOException {
        var yaml = """
                dataset_id: %s
                extract: { plugin: file, paths: [large.dat.gz] }
                parse: { plugin: uniprot_flat }
                load: [{ plugin: jsonl }]
                """.formatted(id);
        var dataset = Files.writeString(folder.resolve(id + ".yaml"), yaml + more);
        return child(Storm.full() ? "-Xmx256m" : "-Xmx128m", dataset);
    }

    private ChildJvm child(String heap, Path dataset) throws IOException {
        var arguments = new String[] {folder.resolve("home").toString(), dataset.toString(), "none", "0"};
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
