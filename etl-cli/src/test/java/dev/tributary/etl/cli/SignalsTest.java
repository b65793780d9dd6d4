package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signals to a child process, as a scheduler sends them. */
class SignalsTest {
    private static final int COPIES = 1_000;

    @TempDir
    Path folder = Path.of("");

    @Test
    @Timeout(120)
    void sigtermDrainsAndTheNextRunGoesOn() throws IOException, InterruptedException {
        writeLongDataset();
        Process run = etl("run", "long_one", "--json");
        while (!isLoading() && !run.waitFor(20, TimeUnit.MILLISECONDS)) {
            assertThat(run.isAlive()).isTrue();
        }
        run.destroy();
        assertThat(run.waitFor()).isEqualTo(143);
        assertThat(folder.resolve("out.txt")).content().startsWith("{").contains("\"status\":\"interrupted\"");
        assertThat(folder.resolve("err.txt")).content().contains("units kept; run again to go on");
        assertThat(etl("run", "long_one", "--json").waitFor()).isZero();
        assertThat(folder.resolve("out.txt")).content().contains("\"status\":\"completed\"", "\"read\":" + 60 * COPIES);
    }

    private Process etl(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.concat(
                        Stream.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName()),
                        Stream.of(arguments))
                .toList();
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    /** Whether records are at the loader: its folder is there. */
    private boolean isLoading() {
        return Files.isDirectory(folder.resolve(".etl/output/long_one"));
    }

    private void writeLongDataset() throws IOException {
        byte[] sample;
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(CommandRunner.SAMPLES.resolve("uniprot_sample.dat.gz")))) {
            sample = in.readAllBytes();
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("long.dat"))) {
            for (int i = 0; i < COPIES; i++) {
                out.write(sample);
            }
        }
        Path file = new CommandRunner(folder).dataset("long_one");
        Files.writeString(file, Files.readString(file).replaceFirst("paths: \\[.*\\]", "paths: [../../long.dat]"));
    }
}
