package dev.tributary.etl.spi.stage;

import java.util.List;
import java.util.Map;

/**
 * What a finished unit left, kept in the ledger and given to {@link Loader#publish}. {@code details} are the loader's own (a part's name, size,
 * digest) and come back as they were given; no time, host or random value belongs there.
 */
public record LoadReceipt(int unit, long written, List<Upload> uploads, Map<String, String> details) {
    public LoadReceipt {
        uploads = List.copyOf(uploads);
        details = Map.copyOf(details);
    }
}
