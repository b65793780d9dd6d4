package dev.tributary.etl.cli;

import dev.tributary.etl.core.PluginInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A dataset to begin with, and the files beside it. */
enum Template {
    /** Runs at once and without network: three invented entries lie beside it, and what a test expects of them. */
    UNIPROT_FILE("file", "my_proteins", "my-proteins.yaml", "proteins"),
    /** Downloads the newest release when it is run. */
    UNIPROT_HTTP("http", "swissprot", "swissprot.yaml", "");

    private static final String DATASET = "dataset.yaml";

    private final String extractor;
    private final String datasetId;
    private final String fileName;
    /** The name of a sample file and of what a test expects of it, or "". */
    private final String sample;

    Template(String extractor, String datasetId, String fileName, String sample) {
        this.extractor = extractor;
        this.datasetId = datasetId;
        this.fileName = fileName;
        this.sample = sample;
    }

    /** What the command line calls it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String datasetId() {
        return datasetId;
    }

    String fileName() {
        return fileName;
    }

    /** Whether it comes with a test and what that expects. */
    boolean hasTest() {
        return !sample.isEmpty();
    }

    /** Whether its plugins are there. */
    boolean isUsable(List<PluginInfo> plugins) {
        return plugins.stream()
                .anyMatch(p -> p.kind().equals("extractor") && p.name().equals(extractor));
    }

    /** Its files by their names below the folder of dataset files. */
    Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(fileName, resource(DATASET));
        String folder = fileName.substring(0, fileName.lastIndexOf('.'));
        if (hasTest()) {
            for (String name : List.of(sample + ".dat", sample + ".ndjson")) {
                files.put(folder + "/" + name, resource(name));
            }
        }
        return files;
    }

    private byte[] resource(String name) throws IOException {
        try (InputStream in = Template.class.getResourceAsStream("templates/" + word() + "/" + name)) {
            if (in == null) {
                throw new IOException("the program lacks its template " + word() + "/" + name);
            }
            return in.readAllBytes();
        }
    }
}
