package dev.tributary.etl.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first records of a dataset, read straight from its source; nothing was written, and no file was verified.
 *
 * @param release the source's name of it; empty when it has none of its own
 * @param files what the release is made of
 * @param records in source order
 * @param rejects in source order; their {@code id} is 0, for the ledger does not know them
 * @param atEnd whether the release has no more than these
 */
public record Preview(
        String datasetId,
        PreviewStage stage,
        Optional<String> release,
        List<OfferedFile> files,
        List<Row> records,
        List<RejectedRecord> rejects,
        boolean atEnd) {
    public Preview {
        files = List.copyOf(files);
        records = List.copyOf(records);
        rejects = List.copyOf(rejects);
    }

    /**
     * A record.
     *
     * @param type its record type; empty for a source record
     * @param identifier its key; empty when it has none yet
     * @param place {@code file:line}, or {@code file@offset}
     * @param deletion whether it is the key of a record to delete
     * @param values by field, in the order of its type: text, numbers, booleans, dates, lists and maps; a source record has its text as
     *     {@code source}
     */
    public record Row(String type, String identifier, String place, boolean deletion, Map<String, Object> values) {}
}
