package dev.tributary.etl.core.internal.ledger;

/** Where a loaded record came from: its row, and the raw file that it stands in; {@code source} names the file, or the archive and its member. Digests are lower-case hex, empty when not computed. */
public record TracedRecord(
        String job,
        String dataset,
        String externalVersion,
        String type,
        String identifier,
        String name,
        String contentSha256,
        String contentMd5,
        String sequenceMd5,
        int unit,
        int chunk,
        long ordinal,
        long offset,
        long length,
        long line,
        String source,
        RawFile file) {}
