package dev.tributary.etl.core.internal.extract;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.Checksum;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The checksums that several publications give of one file: one per algorithm, for they must agree. One thread. */
public final class AgreedChecksums {
    private final String name;
    private final Map<Checksum.Algorithm, Checksum> all = new EnumMap<>(Checksum.Algorithm.class);

    /** {@code name}: the file's, for errors. */
    public AgreedChecksums(String name) {
        this.name = name;
    }

    /**
     * Adds what one publication says.
     *
     * @throws EtlException CHECKSUM_LIST_INVALID when it contradicts another
     */
    public void add(List<Checksum> more) {
        for (var checksum : more) {
            var other = all.putIfAbsent(checksum.algorithm(), checksum);
            if (other != null && !other.equals(checksum)) {
                throw new EtlException(
                        StandardError.CHECKSUM_LIST_INVALID,
                        "Cannot verify " + name + ": two published checksums disagree (" + other + ", " + checksum
                                + ")");
            }
        }
    }

    /** Weakest first. */
    public List<Checksum> list() {
        return List.copyOf(all.values());
    }
}
