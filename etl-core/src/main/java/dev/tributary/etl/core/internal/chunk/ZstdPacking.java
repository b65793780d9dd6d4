package dev.tributary.etl.core.internal.chunk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.util.Arrays;

/** The only class here that touches the optional library zstd-jni; not even its verification works without it. */
final class ZstdPacking {
    private static final int LEVEL = 1;

    private ZstdPacking() {}

    static byte[] pack(byte[] bytes, int length) {
        var packed = new byte[Math.toIntExact(Zstd.compressBound(length))];
        long n = Zstd.compressByteArray(packed, 0, packed.length, bytes, 0, length, LEVEL);
        if (Zstd.isError(n)) {
            throw new IllegalStateException("zstd cannot pack " + length + " bytes: " + Zstd.getErrorName(n));
        }
        return Arrays.copyOf(packed, (int) n);
    }

    static byte[] unpack(byte[] packed, int length) throws IOException {
        try {
            var bytes = Zstd.decompress(packed, length);
            if (bytes.length != length) {
                throw new Misfit("a section is shorter than it says");
            }
            return bytes;
        } catch (ZstdException e) {
            throw new Misfit("a section cannot be unpacked", e);
        }
    }
}
