package dev.tributary.etl.cli;

import dev.tributary.etl.core.OfferedFile;
import dev.tributary.etl.core.Preview;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A preview as {@code --json} prints it. */
final class PreviewJson {
    private PreviewJson() {}

    static Map<String, @Nullable Object> of(Preview preview) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("dataset_id", preview.datasetId());
        object.put("stage", preview.stage().word());
        object.put("release", preview.release().orElse(null));
        object.put("files", preview.files().stream().map(PreviewJson::file).toList());
        object.put("records", preview.records().stream().map(PreviewJson::row).toList());
        object.put(
                "rejects", preview.rejects().stream().map(ReportJson::problem).toList());
        object.put("at_end", preview.atEnd());
        return object;
    }

    static Map<String, @Nullable Object> file(OfferedFile file) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", file.name());
        object.put("location", file.location());
        object.put("bytes", file.bytes().isPresent() ? file.bytes().getAsLong() : null);
        object.put("checksums", List.copyOf(file.checksums()));
        return object;
    }

    private static Map<String, @Nullable Object> row(Preview.Row row) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("record_type", ReportJson.nullIfEmpty(row.type()));
        object.put("record_identifier", ReportJson.nullIfEmpty(row.identifier()));
        object.put("place", row.place());
        if (row.deletion()) {
            object.put("deletion", true);
        }
        object.put("data", row.values());
        return object;
    }
}
