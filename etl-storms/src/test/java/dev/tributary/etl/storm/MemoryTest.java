package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 15: memory is bounded whatever the input. */
class MemoryTest {
    private static final long FULL_BYTES = 1L << 30;
    private static final int DISTINCT = 50_000;

    @TempDir
    Path folder;

    @Test
    void aLargeFileNeedsNoLargeHeap() throws IOException, InterruptedException {
        long bytes = Storm.full() ? FULL_BYTES : FULL_BYTES / 5;
        long started = System.nanoTime();
        long entries = write(folder.resolve("large.dat.gz"), bytes);
        var yaml = """
                dataset_id: large
                extract: { plugin: file, paths: [large.dat.gz] }
                parse: { plugin: uniprot_flat }
                load: [{ plugin: jsonl }]
                """;
        var dataset = Files.writeString(folder.resolve("large.yaml"), yaml);
        var arguments = new String[] {folder.resolve("home").toString(), dataset.toString(), "none", "0"};
        try (var child = ChildJvm.start("-Xmx256m", StormMain.class, arguments)) {
            assertThat(child.exitCode()).as(child.output()).isZero();
            assertThat(child.output())
                    .startsWith("completed")
                    .contains("read=" + entries)
                    .contains("loaded=" + DISTINCT)
                    .contains("duplicate=" + (entries - DISTINCT));
        }
        System.out.println("memory: " + entries + " entries, " + (System.nanoTime() - started) / 1_000_000 + " ms");
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
