package dev.tributary.etl.core.dataset;

/** What is asked of published checksums, for every extractor. */
public enum Verify {
    /** A checksum is checked when the source publishes one; the default. */
    IF_PUBLISHED,
    /** A file without a published checksum fails the run. */
    REQUIRED,
    /** Published checksums are not looked at; lengths and archives still are. */
    NONE
}
