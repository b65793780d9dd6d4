package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.error.EtlException;

/** Reading a raw file showed that its compression or its archive is damaged. */
final class DamagedFileException extends EtlException {
    private static final long serialVersionUID = 1L;
    private final transient RawFile file;

    DamagedFileException(RawFile file, EtlException cause) {
        super(cause.problem(), cause);
        this.file = file;
    }

    RawFile file() {
        return file;
    }
}
