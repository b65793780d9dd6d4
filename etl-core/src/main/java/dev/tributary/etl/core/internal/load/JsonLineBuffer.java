package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.core.internal.canonical.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines of JSON as bytes, appended to one reused buffer that grows where a line needs it. Strings are escaped as RFC 8785, 3.2.2.2 says. */
final class JsonLineBuffer {
    /** Filled beyond this, it is time to write it out. */
    static final int FULL_BYTES = 256 << 10;

    private static final int MAX_LONG_BYTES = 20;

    private byte[] bytes = new byte[FULL_BYTES + (16 << 10)];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Takes back what was appended behind a length. */
    void truncate(int toLength) {
        length = toLength;
    }

    void raw(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    void number(long value) {
        room(MAX_LONG_BYTES);
        if (value < 0) {
            raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** A quoted string; VALUE_UNREPRESENTABLE for a lone surrogate. */
    void string(String text) {
        room((long) text.length() * JsonText.MAX_BYTES_PER_CHAR + 2);
        length = JsonText.write(text, bytes, length);
    }

    private void room(long more) {
        long needed = length + more;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(
                    bytes, Math.toIntExact(Math.max(needed, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8))));
        }
    }
}
