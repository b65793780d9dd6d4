package dev.tributary.etl.core.internal.chunk;

import java.io.IOException;

/** The bytes of an object are not those of a whole unit. */
final class Misfit extends IOException {
    private static final long serialVersionUID = 1;

    Misfit(String what) {
        super(what);
    }

    Misfit(String what, Throwable cause) {
        super(what, cause);
    }
}
