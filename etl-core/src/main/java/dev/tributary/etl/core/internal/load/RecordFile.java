package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** The content of one file of a record, and what kind of text it is. */
record RecordFile(String format, String mediaType, ByteSource content) {
    static RecordFile rendered(String format, String mediaType, byte[] bytes) {
        return new RecordFile(format, mediaType, new Rendered(format, bytes));
    }

    static RecordFile attached(String format, String mediaType, ObjectStore objects, StoredObject object) {
        return new RecordFile(format, mediaType, new Attached(objects, object));
    }

    private record Rendered(String name, byte[] bytes) implements ByteSource {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    private record Attached(ObjectStore objects, StoredObject object) implements ByteSource {
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
                throw (IOException)
                        new InterruptedIOException("interrupted while opening " + object.key()).initCause(e);
            }
        }
    }
}
