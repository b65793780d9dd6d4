package dev.tributary.etl.core;

import java.util.Optional;

/**
 * A problem of a record that was not loaded; a record with several problems has several of these.
 *
 * @param id its number in the ledger, for {@code etl rejects show}
 * @param code such as {@code E3007 RECORD_INCONSISTENT}
 * @param field, {@code hint}, {@code recordType} and {@code recordIdentifier}: empty when unknown
 * @param offset of the source record in the decompressed stream, in bytes
 * @param line 1-based line where the source record starts; 0 when the source has no lines
 * @param raw the first 64 KiB of the source record; the caller may change the array
 * @param curedBy the id of the replay that loaded the record, if one did
 */
@SuppressWarnings("ArrayRecordComponent")
public record RejectedRecord(
        long id,
        String jobId,
        String code,
        String message,
        String field,
        String hint,
        String recordType,
        String recordIdentifier,
        String file,
        long offset,
        long length,
        long line,
        byte[] raw,
        Optional<String> curedBy) {
    /** {@code file:line}, or {@code file@offset} when the source has no lines. */
    public String place() {
        return Reports.place(file, line, offset);
    }
}
