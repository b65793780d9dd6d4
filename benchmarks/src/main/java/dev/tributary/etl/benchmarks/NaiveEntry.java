package dev.tributary.etl.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of a flat file read as most people would: readLine, substring, split, maps. */
final class NaiveEntry {
    private static final int CONTENT = 5;

    private final List<String> accessions = new ArrayList<>();
    private final List<String> keywords = new ArrayList<>();
    private final List<Map<String, Object>> references = new ArrayList<>();
    private final List<Map<String, Object>> features = new ArrayList<>();
    private final StringBuilder names = new StringBuilder();
    private final StringBuilder lineage = new StringBuilder();
    private final StringBuilder sequence = new StringBuilder();
    private String name = "";
    private String organism = "";

    private NaiveEntry() {}

    /** The next entry up to its {@code //}; null at the end. */
    static @Nullable Map<String, Object> read(BufferedReader in) throws IOException {
        var entry = new NaiveEntry();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("//")) {
                return entry.values();
            }
            entry.line(line);
        }
        return null;
    }

    private void line(String line) {
        String content = line.length() > CONTENT ? line.substring(CONTENT) : "";
        switch (line.substring(0, 2)) {
            case "ID" -> name = content.split(" +")[0];
            case "AC" -> accessions.addAll(List.of(content.split("; ?")));
            case "DE" -> names.append(content.strip()).append(' ');
            case "OS" -> organism += content;
            case "OC" -> lineage.append(content).append(' ');
            case "KW" -> keywords.addAll(List.of(content.split("[;.] ?")));
            case "DR" -> reference(content);
            case "FT" -> feature(content);
            case "  " -> sequence.append(content.replace(" ", ""));
            default -> {}
        }
    }

    private void reference(String content) {
        String[] parts = content.split("; ");
        var reference = new LinkedHashMap<String, Object>();
        reference.put("database", parts[0]);
        reference.put("id", parts[1]);
        reference.put("properties", List.of(parts).subList(2, parts.length));
        references.add(reference);
    }

    private void feature(String content) {
        if (content.startsWith(" ")) {
            String[] pair = content.strip().split("=", 2);
            features.get(features.size() - 1).put(pair[0], pair.length > 1 ? pair[1] : "");
            return;
        }
        String[] parts = content.split(" +");
        var feature = new LinkedHashMap<String, Object>();
        feature.put("type", parts[0]);
        feature.put("place", parts[1]);
        features.add(feature);
    }

    private Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        values.put("accession", accessions.isEmpty() ? "" : accessions.get(0));
        values.put("secondary_accessions", accessions);
        values.put("entry_name", name);
        values.put("names", names.toString());
        values.put("organism_name", organism);
        values.put("taxonomy_lineage", List.of(lineage.toString().split("; ?")));
        values.put("keywords", keywords);
        values.put("cross_references", references);
        values.put("features", features);
        values.put("sequence", sequence.toString());
        return values;
    }
}
