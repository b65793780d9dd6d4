package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.record.DataRecord;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Ids of the registry: made of what they name, so that every run and every database has the same. UUIDs of version 8 (RFC 9562, 5.8) over SHA-256. */
final class EntryId {
    private EntryId() {}

    /** Of a record, in whatever release. */
    static UUID of(String organization, DataRecord record) {
        return named("entry", organization, record.type().name(), record.key());
    }

    /** Of a version of an entry. */
    static UUID ofVersion(UUID entry, String version) {
        return named("version", entry.toString(), version);
    }

    private static UUID named(String... names) {
        var text = new StringBuilder();
        for (var name : names) {
            text.append(name.length()).append(':').append(name);
        }
        var bytes = ByteBuffer.wrap(Digests.of("SHA-256", text.toString()));
        long most = bytes.getLong() & ~0xF000L | 0x8000L;
        long least = bytes.getLong() & ~(0xC0L << 56) | 0x80L << 56;
        return new UUID(most, least);
    }
}
