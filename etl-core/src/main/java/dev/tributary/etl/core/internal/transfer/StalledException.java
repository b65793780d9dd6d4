package dev.tributary.etl.core.internal.transfer;

import java.io.IOException;

/** A source sent less than the floor. */
public final class StalledException extends IOException {
    private static final long serialVersionUID = 1L;

    StalledException(Floor floor) {
        super("it sent less than " + floor.bytes() + " bytes in "
                + floor.within().toMillis() + " ms");
    }
}
