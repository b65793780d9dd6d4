package dev.tributary.etl.core.internal.canonical;

import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.DataRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** Makes {@link ContentHash}es; one instance per thread. */
public final class ContentHasher {
    private final CanonicalEncoder encoder;
    private final MessageDigest sha256 = DigestUtils.getSha256Digest();
    private final MessageDigest md5 = DigestUtils.getMd5Digest();
    private final HexFormat hex = HexFormat.of();

    public ContentHasher(CanonicalEncoder encoder) {
        this.encoder = encoder;
    }

    /** Encodes the record, which leaves its canonical form in the encoder, and hashes that. */
    public ContentHash hash(DataRecord record) {
        encoder.encode(record);
        encoder.update(sha256);
        encoder.update(md5);
        return new ContentHash(hex.formatHex(sha256.digest()), hex.formatHex(md5.digest()), contentMd5(record));
    }

    private @Nullable String contentMd5(DataRecord record) {
        var column = record.type().content();
        var content = column.isEmpty() ? null : record.text(column.get());
        return content == null ? null : hex.formatHex(md5.digest(content.getBytes(StandardCharsets.UTF_8)));
    }
}
