package dev.tributary.etl.testkit.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a reader of a folder finds: names to contents, without dot-files. */
public final class PublishedFiles {
    private PublishedFiles() {}

    public static Map<String, String> of(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path file : entries) {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith(".")) {
                    files.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return files;
    }
}
