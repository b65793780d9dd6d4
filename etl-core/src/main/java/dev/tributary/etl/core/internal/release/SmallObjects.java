package dev.tributary.etl.core.internal.release;

import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Objects that fit into memory, read whole and written so that an unclear outcome is settled by looking. Thread-safe. */
final class SmallObjects {
    static final long MAX_BYTES = 256L << 20;
    private static final int ATTEMPTS = 3;
    private static final int READ_ATTEMPTS = 10;

    /** A write that may be refused because the object is not as expected. */
    private interface Write {
        Optional<StoredObject> run() throws IOException, InterruptedException;
    }

    /** An object with its bytes. */
    record Content(StoredObject object, byte[] bytes) {}

    private final ObjectStore store;

    SmallObjects(ObjectStore store) {
        this.store = store;
    }

    /** The object as it is now; one that is replaced while it is read, as a pointer may be, is read again. */
    Optional<Content> read(String key) throws IOException, InterruptedException {
        Optional<StoredObject> object = store.head(key);
        for (int attempt = 1; object.isPresent(); attempt++) {
            try {
                return Optional.of(new Content(object.get(), bytes(object.get())));
            } catch (IOException e) {
                Optional<StoredObject> now = store.head(key);
                if (now.equals(object) || attempt == READ_ATTEMPTS) {
                    throw e;
                }
                object = now;
            }
        }
        return Optional.empty();
    }

    private byte[] bytes(StoredObject object) throws IOException, InterruptedException {
        if (object.size() > MAX_BYTES) {
            throw Damage.of(object.key(), "it has " + object.size() + " bytes, more than was ever written");
        }
        try (InputStream in = store.open(object, 0, -1)) {
            return in.readAllBytes();
        }
    }

    /** Creates an object; true when it then holds exactly these bytes, whoever wrote them; false when it holds others. */
    boolean create(String key, byte[] bytes) throws IOException, InterruptedException {
        return settle(key, bytes, () -> store.putIfAbsent(key, ByteSource.of(key, bytes)));
    }

    /** Replaces an object that still is as it was read; true when it then holds exactly these bytes. */
    boolean replace(StoredObject object, byte[] bytes) throws IOException, InterruptedException {
        String key = object.key();
        return settle(key, bytes, () -> store.putIfVersion(key, ByteSource.of(key, bytes), object.version()));
    }

    /**
     * Writes, and whatever the store answers short of success, looks at what is there: a refusal may come from our own first try inside the store's
     * client, and an error may come after the effect. Only what is seen to be absent is tried again, with the same condition, so that a write that
     * arrives late does no harm.
     */
    private boolean settle(String key, byte[] bytes, Write write) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return write.run().isPresent() || holds(key, bytes);
            } catch (IOException | EtlException e) {
                requireUnclear(e);
                if (holdsAfter(e, key, bytes)) {
                    return true;
                }
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static void requireUnclear(Exception e) {
        if (e instanceof EtlException failure && failure.code().category() != ErrorCode.Category.OUTCOME_UNKNOWN) {
            throw failure;
        }
    }

    private boolean holdsAfter(Exception failure, String key, byte[] bytes) throws IOException, InterruptedException {
        try {
            return holds(key, bytes);
        } catch (IOException | EtlException e) {
            e.addSuppressed(failure);
            throw e;
        }
    }

    private boolean holds(String key, byte[] bytes) throws IOException, InterruptedException {
        return read(key).map(content -> Arrays.equals(content.bytes(), bytes)).orElse(false);
    }
}
