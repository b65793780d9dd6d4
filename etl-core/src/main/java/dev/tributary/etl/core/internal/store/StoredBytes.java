package dev.tributary.etl.core.internal.store;

import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** The bytes of an object, to be stored under another key. */
public record StoredBytes(ObjectStore objects, StoredObject object) implements ByteSource {
    @Override
    public String name() {
        return object.key();
    }

    @Override
    public long size() {
        return object.size();
    }

    @Override
    public InputStream open() throws IOException {
        try {
            return objects.open(object, 0, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while opening " + object.key()).initCause(e);
        }
    }
}
