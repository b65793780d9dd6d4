package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A line that lies as an object beside a file. */
final class SmallText {
    private static final int MAX_BYTES = 4 << 10;

    private SmallText() {}

    static void write(ObjectStore store, String key, String text) throws IOException, InterruptedException {
        store.put(key, ByteSource.of(key, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Empty when there is none. */
    static String read(ObjectStore store, String key) throws IOException, InterruptedException {
        var present = store.head(key);
        if (present.isEmpty()) {
            return "";
        }
        try (var in = store.open(present.get(), 0, -1)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        }
    }
}
