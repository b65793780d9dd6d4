package dev.tributary.etl.spi.record;

import org.jspecify.annotations.Nullable;

/**
 * The digests of a record's canonical form (see {@code docs/canonical-form.md}) after the last normalizer, in lower-case hex.
 *
 * @param sha256 SHA-256 of the canonical form: the content hash
 * @param md5 MD5 of the same bytes
 * @param contentMd5 MD5 of the UTF-8 bytes of the type's {@linkplain RecordType#content() content column} (a sequence); null when it has none
 */
public record ContentHash(
        String sha256, String md5, @Nullable String contentMd5) {}
