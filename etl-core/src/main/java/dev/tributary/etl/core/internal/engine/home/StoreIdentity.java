package dev.tributary.etl.core.internal.engine.home;

import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The name that an object store has for itself, so that two processes can tell whether they look at one store: the path of a folder says nothing about
 * it on another machine.
 */
public final class StoreIdentity {
    private static final String KEY = "store-id";
    private static final int MAX_BYTES = 64;

    private StoreIdentity() {}

    /** The store's name; given to it when it has none. */
    public static String of(ObjectStore store) throws IOException, InterruptedException {
        var known = store.head(KEY);
        if (known.isEmpty()) {
            var bytes = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
            store.putIfAbsent(KEY, ByteSource.of(KEY, bytes));
            known = store.head(KEY);
        }
        try (var in =
                store.open(known.orElseThrow(() -> new IOException("Cannot keep the store's name " + KEY)), 0, -1)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII).strip();
        }
    }
}
