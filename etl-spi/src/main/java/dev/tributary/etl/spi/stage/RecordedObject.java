package dev.tributary.etl.spi.stage;

import dev.tributary.etl.spi.io.Checksum;
import java.util.List;

/**
 * What a loader's own tables say of an object that it stored.
 *
 * @param size in bytes
 */
public record RecordedObject(String key, String format, long size, List<Digest> digests) {
    /**
     * A digest that is written down.
     *
     * @param place the table and column, for people
     * @param hex as it is written there, whatever that is
     */
    public record Digest(String place, Checksum.Algorithm algorithm, String hex) {}

    public RecordedObject {
        digests = List.copyOf(digests);
    }
}
