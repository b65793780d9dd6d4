package dev.tributary.etl.core.internal.release;

/**
 * A verified raw file of a release.
 *
 * @param sha256 and {@code md5}: of its bytes, in lower-case hex
 */
public record ManifestFile(String name, long bytes, String sha256, String md5) {}
