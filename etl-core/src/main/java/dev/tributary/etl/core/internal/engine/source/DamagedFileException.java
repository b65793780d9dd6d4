package dev.tributary.etl.core.internal.engine.source;

import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.error.EtlException;

/** Reading a raw file showed that its compression or its archive is damaged. */
public final class DamagedFileException extends EtlException {
    private static final long serialVersionUID = 1L;
    private final transient RawFile file;

    public DamagedFileException(RawFile file, EtlException cause) {
        super(cause.problem(), cause);
        this.file = file;
    }

    public RawFile file() {
        return file;
    }
}
