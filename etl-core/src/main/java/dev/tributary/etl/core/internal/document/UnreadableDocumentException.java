package dev.tributary.etl.core.internal.document;

import org.jspecify.annotations.Nullable;

/** Bytes that are not the document they should be. The message says what was found; the catcher adds where and with which code. */
public final class UnreadableDocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    public UnreadableDocumentException(String why, @Nullable Throwable cause) {
        super(why, cause);
        this.why = why;
    }

    public UnreadableDocumentException(String why) {
        this(why, null);
    }

    /** What was found. */
    public String why() {
        return why;
    }
}
