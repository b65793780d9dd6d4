package dev.tributary.etl.spi.record;

/** What a stage may ask the engine to put on every record it gets. Each costs, so nothing is made that nobody asked for. */
public enum RecordPart {
    /** The source bytes of the record (a copy of the chunk's). */
    RAW,
    /** The {@link ContentHash} of the record as the normalizers left it. */
    CONTENT_HASH,
    /** The canonical JSON of the record as it is loaded, in UTF-8. */
    JSON
}
