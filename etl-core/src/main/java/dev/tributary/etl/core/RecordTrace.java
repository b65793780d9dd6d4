package dev.tributary.etl.core;

/**
 * Where a loaded record came from.
 *
 * @param name the record's name, empty when it has none
 * @param contentSha256 lower-case hex, empty when it was not computed; so are the other digests
 * @param ordinal 0-based place among the file's source records; an archive's are counted over its members
 * @param offset of the source record in the file's decompressed stream (UTF-8), in bytes
 * @param line 1-based; 0 when the source has no lines
 * @param source the name of the stream that the record stands in: the file's, or {@code archive!/member}
 * @param rawKey the raw file's object key
 */
public record RecordTrace(
        String jobId,
        String release,
        String recordType,
        String recordIdentifier,
        String name,
        String contentSha256,
        String contentMd5,
        String sequenceMd5,
        FileReport file,
        String rawKey,
        long ordinal,
        long offset,
        long length,
        long line,
        String source) {}
