package dev.tributary.etl.testkit.parse;

import dev.tributary.etl.spi.record.DataRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What became of a stream of bytes, in source order. Immutable but for the records' own arrays.
 *
 * @param records what the engine would load, with raw bytes, content hash and canonical JSON
 * @param deletions key-only records to delete
 * @param warnings the engine's log lines of what was odd and kept: {@code source:line problem}, at most 100 of each chunk
 * @param positions how far each series was read
 * @param read source records, those that framing refused included
 * @param derived what was emitted beyond one of each source record
 * @param filtered source records of which nothing came
 * @param chunks how many chunks the parser was given
 */
public record ParsedFile(
        List<DataRecord> records,
        List<DataRecord> deletions,
        List<Rejected> rejects,
        List<String> warnings,
        Map<String, Instant> positions,
        long read,
        long derived,
        long filtered,
        int chunks) {
    public ParsedFile {
        records = List.copyOf(records);
        deletions = List.copyOf(deletions);
        rejects = List.copyOf(rejects);
        warnings = List.copyOf(warnings);
        positions = Map.copyOf(positions);
    }

    /** Whether every record that came in went somewhere. */
    public boolean balanced() {
        return read + derived == records.size() + deletions.size() + rejects.size() + filtered;
    }
}
