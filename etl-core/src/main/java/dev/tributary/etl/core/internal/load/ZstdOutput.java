package dev.tributary.etl.core.internal.load;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The only class that touches the optional library zstd-jni. */
final class ZstdOutput {
    private ZstdOutput() {}

    static boolean isAvailable() {
        try {
            Class.forName("com.github.luben.zstd.ZstdOutputStream", false, ZstdOutput.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    static OutputStream open(OutputStream file) throws IOException {
        return new ZstdOutputStream(file);
    }
}
