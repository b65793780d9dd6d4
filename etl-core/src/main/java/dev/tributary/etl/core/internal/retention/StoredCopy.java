package dev.tributary.etl.core.internal.retention;

import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** The bytes of one object, to be stored under another key. */
record StoredCopy(ObjectStore store, StoredObject object) implements ByteSource {
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
            return store.open(object, 0, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + object.key() + " was opened");
        }
    }
}
