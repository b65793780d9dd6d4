package dev.tributary.etl.core.internal.decompress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;

/** The only class here that touches the optional library zstd-jni. */
final class ZstdInput {
    /** 128 MiB, what the zstd command takes without being asked. */
    private static final int WINDOW_LOG = 27;

    private ZstdInput() {}

    static boolean isAvailable() {
        try {
            Class.forName("com.github.luben.zstd.ZstdInputStreamNoFinalizer", false, ZstdInput.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    static InputStream open(InputStream in) throws IOException {
        return new ZstdInputStreamNoFinalizer(in).setLongMax(WINDOW_LOG);
    }

    static boolean isWindowTooLarge(Exception e) {
        return e instanceof ZstdIOException zstd && zstd.getErrorCode() == Zstd.errFrameParameterWindowTooLarge();
    }
}
