package dev.tributary.etl.spi.stage;

import dev.tributary.etl.spi.io.Checksum;
import java.util.List;

/**
 * What a loader's own tables say of an object that it stored. Nothing of it is checked against the object: the audit does.
 *
 * @param key in the object store
 * @param format the name of the format that the object was written in
 * @param size in bytes
 * @param digests each place that has one, so that a damaged one can be named
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
