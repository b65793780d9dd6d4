package dev.tributary.etl.benchmarks;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.RunRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Download and verification of a file from loopback, against {@code curl} followed by {@code md5sum} of the same file, in turns:
 * {@code Download FILE FOLDER ROUNDS}. The engine also makes a SHA-256, forces the file to the disk and moves it into its raw area.
 */
public final class Download {
    private final Path folder;
    private final String url;
    private final String md5;

    private Download(Path folder, String url, String md5) {
        this.folder = folder;
        this.url = url;
        this.md5 = md5;
    }

    /** Prints each round's seconds and their ratio, and the medians. */
    public static void main(String[] args) throws IOException, InterruptedException {
        var file = Path.of(args[0]);
        var folder = Files.createDirectories(Path.of(args[1]));
        var server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoopbackServer.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            var url = "http://127.0.0.1:" + out.readLine() + "/file.bin";
            var md5 = output("md5sum", file.toString()).substring(0, 32);
            new Download(folder, url, md5).rounds(Integer.parseInt(args[2]));
        } finally {
            server.destroy();
        }
    }

    private void rounds(int rounds) throws IOException, InterruptedException {
        var console = new Console();
        var ratios = new double[rounds];
        curl();
        engine(0);
        for (int i = 1; i <= rounds; i++) {
            double theirs = curl();
            double ours = engine(i);
            ratios[i - 1] = ours / theirs;
            console.line("curl + md5sum %.2f s, etl fetch %.2f s, %.2f x", theirs, ours, ours / theirs);
        }
        console.line("median %.2f x", Console.median(ratios));
    }

    private double curl() throws IOException, InterruptedException {
        var file = folder.resolve("curl.bin");
        long began = System.nanoTime();
        output("curl", "-s", "-o", file.toString(), url);
        var found = output("md5sum", file.toString());
        double seconds = Console.seconds(began);
        Files.delete(file);
        if (!found.startsWith(md5)) {
            throw new IllegalStateException("curl brought something else");
        }
        return seconds;
    }

    private double engine(int round) throws IOException, InterruptedException {
        var dataset = Files.writeString(folder.resolve("download.yaml"), """
                dataset_id: download
                extract: { plugin: http, urls: ['%s'], checksums: { file.bin: 'md5:%s' } }
                """.formatted(url, md5));
        var home = folder.resolve("home" + round);
        try (var etl = Etl.builder().home(home).allowPrivateAddresses().build()) {
            long began = System.nanoTime();
            var report = etl.fetch(RunRequest.of(dataset));
            double seconds = Console.seconds(began);
            if (!report.files().get(0).md5().equals(md5)) {
                throw new IllegalStateException("the engine brought something else");
            }
            return seconds;
        } finally {
            delete(home);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String output(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
        return text;
    }
}
