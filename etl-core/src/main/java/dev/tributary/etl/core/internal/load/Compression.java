package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** How parts are compressed; the same records give the same bytes on the same Java (zlib and zstd make no promise beyond a version). */
public enum Compression {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private static final int BUFFER_BYTES = 64 << 10;

    private final String ending;

    Compression(String ending) {
        this.ending = ending;
    }

    /** What a part's name ends in. */
    String ending() {
        return ending;
    }

    /** Fails early where the library is absent. */
    void check() {
        if (this == ZSTD && !ZstdOutput.isAvailable()) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot compress by zstd: the library com.github.luben:zstd-jni is not there",
                    "add it to the class path, or write 'compression: gzip'");
        }
    }

    OutputStream open(OutputStream file) throws IOException {
        return switch (this) {
            case NONE -> file;
            case GZIP ->
                new GZIPOutputStream(file, BUFFER_BYTES); // from Java 16 on its header is constant: no time, no system
            case ZSTD -> ZstdOutput.open(file);
        };
    }
}
