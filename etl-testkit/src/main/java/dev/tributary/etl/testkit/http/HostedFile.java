package dev.tributary.etl.testkit.http;

import java.util.Optional;

/**
 * A file as a server has it.
 *
 * @param etag with its quotes; empty: none is sent
 * @param type its Content-Type
 */
public record HostedFile(byte[] bytes, Optional<String> etag, String type) {
    /** A file with a strong ETag made of its bytes. */
    public static HostedFile of(byte[] bytes) {
        return new HostedFile(
                bytes.clone(),
                Optional.of("\"" + Integer.toHexString(java.util.Arrays.hashCode(bytes)) + "-" + bytes.length + "\""),
                "application/octet-stream");
    }

    public HostedFile withEtag(Optional<String> other) {
        return new HostedFile(bytes, other, type);
    }

    public HostedFile withType(String other) {
        return new HostedFile(bytes, etag, other);
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    int length() {
        return bytes.length;
    }
}
