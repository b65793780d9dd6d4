package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.spi.record.Attachment;
import java.io.IOException;
import java.io.InputStream;

/** Stores the streams that stages attach to records, named by their content. Thread-safe. */
@FunctionalInterface
public interface Attachments {
    /** Stores and closes the stream. */
    Attachment store(String format, InputStream content) throws IOException, InterruptedException;
}
