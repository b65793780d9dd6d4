package dev.tributary.etl.examples.fastq;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The example's own file, and layouts that it does not have. */
final class Reads {
    static final Path DATASETS = Path.of(System.getProperty("etl.root"), "examples", "custom-plugin", "datasets");

    private Reads() {}

    static List<byte[]> samples() throws IOException {
        return List.of(
                Files.readAllBytes(DATASETS.resolve("reads.fastq")),
                bytes("@windows\r\nACGT\r\n+\r\nIIII\r\n\r\n@empty\r\n\r\n+\r\n\r\n@last\r\nA\r\n+\r\n@"),
                bytes("@a b  c\nACGT\n+a b  c\n+@+@\n@b\nAC\nGT\n+\n@@\n@@\n"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
