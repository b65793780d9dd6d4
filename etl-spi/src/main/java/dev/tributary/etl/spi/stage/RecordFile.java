package dev.tributary.etl.spi.stage;

import dev.tributary.etl.spi.io.ByteSource;

/**
 * One file of a record, not yet stored.
 *
 * @param format the name of the format, which is the file's extension too
 * @param mediaType as the format names it, such as {@code application/json}
 * @param content the bytes, which may be read any number of times
 * @param size their number
 * @param md5 and {@code sha256}: lower-case hex digests of the bytes
 */
public record RecordFile(String format, String mediaType, ByteSource content, long size, String md5, String sha256) {}
