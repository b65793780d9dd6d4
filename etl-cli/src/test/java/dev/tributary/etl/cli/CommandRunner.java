package dev.tributary.etl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs commands in a folder of their own, with the sample's file beside the dataset files. */
record CommandRunner(Path folder, Map<String, String> environment) {
    /** What a command printed and how it ended. */
    record Result(int code, String out, String err) {}

    static final Path SAMPLES = Path.of(System.getProperty("etl.root", ".."), "examples", "datasets", "sample");

    CommandRunner(Path folder) {
        this(folder, Map.of());
    }

    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = new Surroundings(
                new PrintWriter(out), new PrintWriter(err), environment, List.of(folder), Surroundings.Terminal.NONE);
        int code = EtlCommand.commandLine(surroundings).execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }

    /** A dataset file in {@code config/datasets} over the sample. */
    Path dataset(String id, String... moreLines) throws IOException {
        Path file = folder.resolve("config/datasets/" + id.replace('_', '-') + ".yaml");
        Files.createDirectories(file.getParent());
        String text = "dataset_id: " + id + "\nextract: { plugin: file, paths: ["
                + SAMPLES.resolve("uniprot_sample.dat.gz").toAbsolutePath().normalize()
                + "] }\nparse: { plugin: uniprot_flat }\nload: [{ plugin: jsonl }]\n"
                + String.join("\n", moreLines) + "\n";
        return Files.writeString(file, text);
    }
}
