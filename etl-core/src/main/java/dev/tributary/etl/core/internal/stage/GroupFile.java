package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.spi.io.ByteSource;

/**
 * A file of a group, as its parser gets it.
 *
 * @param index its raw file's place in the release; members of one archive share it
 */
public record GroupFile(int index, ByteSource bytes) {
    String name() {
        return bytes.name();
    }
}
