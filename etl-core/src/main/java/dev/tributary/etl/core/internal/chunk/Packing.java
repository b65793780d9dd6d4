package dev.tributary.etl.core.internal.chunk;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** How sections are packed: by zstd where its library is there, else by the JDK's deflate, each at its fastest. */
enum Packing {
    ZSTD(0) {
        @Override
        byte[] pack(byte[] bytes, int length) {
            return ZstdPacking.pack(bytes, length);
        }

        @Override
        byte[] unpack(byte[] packed, int length) throws IOException {
            if (!hasZstd()) {
                throw new EtlException(
                        StandardError.ARCHIVE_UNSUPPORTED,
                        "Cannot read a unit: it is packed by zstd, and the library zstd-jni is not on the class path",
                        "add com.github.luben:zstd-jni");
            }
            return ZstdPacking.unpack(packed, length);
        }
    },
    DEFLATE(1) {
        @Override
        byte[] pack(byte[] bytes, int length) {
            var deflater = new Deflater(Deflater.BEST_SPEED);
            try {
                deflater.setInput(bytes, 0, length);
                deflater.finish();
                var packed = new byte[length + 64];
                int n = 0;
                while (!deflater.finished()) {
                    if (n == packed.length) {
                        packed = Arrays.copyOf(packed, 2 * n);
                    }
                    n += deflater.deflate(packed, n, packed.length - n);
                }
                return Arrays.copyOf(packed, n);
            } finally {
                deflater.end();
            }
        }

        @Override
        byte[] unpack(byte[] packed, int length) throws IOException {
            var inflater = new Inflater();
            try {
                inflater.setInput(packed);
                var bytes = new byte[length];
                int n = 0;
                while (n < length) {
                    int more = inflater.inflate(bytes, n, length - n);
                    if (more == 0) {
                        throw new Misfit("a section is shorter than it says");
                    }
                    n += more;
                }
                return bytes;
            } catch (DataFormatException e) {
                throw new Misfit("a section cannot be unpacked", e);
            } finally {
                inflater.end();
            }
        }
    };

    private final int code;

    Packing(int code) {
        this.code = code;
    }

    /** How an object names it. */
    int code() {
        return code;
    }

    /** The packing that stands as {@code code} in an object. */
    static Packing of(int code) throws Misfit {
        for (var packing : values()) {
            if (packing.code == code) {
                return packing;
            }
        }
        throw new Misfit("its packing has the code " + code);
    }

    static Packing best() {
        return hasZstd() ? ZSTD : DEFLATE;
    }

    private static boolean hasZstd() {
        try {
            Class.forName("com.github.luben.zstd.Zstd", false, Packing.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    abstract byte[] pack(byte[] bytes, int length);

    /** To exactly this length, or an IOException. */
    abstract byte[] unpack(byte[] packed, int length) throws IOException;
}
