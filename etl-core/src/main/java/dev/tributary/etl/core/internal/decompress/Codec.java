package dev.tributary.etl.core.internal.decompress;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a file may be compressed, told by its first bytes; the endings are what a name may promise. */
public enum Codec {
    /** RFC 1952, BGZF too. */
    GZIP("gzip", "gz gzip bgz bgzf tgz") {
        @Override
        boolean starts(byte[] first) {
            return GzipStream.startsGzip(first);
        }
    },
    /** A block or the end of the stream must follow the header, so that text that starts with BZh is none. */
    BZIP2("bzip2", "bz2 tbz2 tbz") {
        @Override
        boolean starts(byte[] first) {
            return begins(first, 'B', 'Z', 'h')
                    && first.length >= 10
                    && first[3] >= '1'
                    && first[3] <= '9'
                    && (at(first, 4, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59)
                            || at(first, 4, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90));
        }
    },
    /** The .xz file format, section 2.1.1.1. */
    XZ("xz", "xz txz") {
        @Override
        boolean starts(byte[] first) {
            return begins(first, 0xfd, '7', 'z', 'X', 'Z', 0);
        }
    },
    /** RFC 8878: a frame, or a skippable frame before it. */
    ZSTD("zstd", "zst zstd tzst") {
        @Override
        boolean starts(byte[] first) {
            return begins(first, 0x28, 0xb5, 0x2f, 0xfd)
                    || first.length >= 4 && (first[0] & 0xf0) == 0x50 && at(first, 1, 0x2a, 0x4d, 0x18);
        }
    };

    /** How many first bytes tell a codec. */
    public static final int LOOK_BYTES = 10;

    private final String label;
    private final String endings;

    Codec(String label, String endings) {
        this.label = label;
        this.endings = endings;
    }

    /** The codec's usual name in lower case. */
    public String label() {
        return label;
    }

    abstract boolean starts(byte[] first);

    /** The codec of a file with these first bytes. */
    public static Optional<Codec> of(byte[] first) {
        for (var codec : values()) {
            if (codec.starts(first)) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    /** The codec that a file's name promises. */
    static Optional<Codec> promisedBy(String name) {
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        for (var codec : values()) {
            if (name.indexOf('.') >= 0 && List.of(codec.endings.split(" ")).contains(ending)) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    private static boolean begins(byte[] first, int... bytes) {
        return at(first, 0, bytes);
    }

    private static boolean at(byte[] first, int from, int... bytes) {
        if (first.length < from + bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((first[from + i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
