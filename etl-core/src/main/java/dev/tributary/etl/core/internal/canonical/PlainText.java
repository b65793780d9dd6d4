package dev.tributary.etl.core.internal.canonical;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for bytes that JSON escapes, eight at a time. */
final class PlainText {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private PlainText() {}

    /** Whether none of these ASCII bytes is a control character, a quote or a backslash. */
    static boolean needsNoEscape(byte[] b) {
        int i = 0;
        for (; i + 8 <= b.length; i += 8) {
            long x = (long) LONG.get(b, i);
            long control = x - ONES * ' ' & ~x;
            if (((control | zeroBytes(x ^ ONES * '"') | zeroBytes(x ^ ONES * '\\')) & HIGH) != 0) {
                return false;
            }
        }
        for (; i < b.length; i++) {
            if (b[i] < ' ' || b[i] == '"' || b[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    /** The high bit is set where a byte is zero; bytes below 128 only. */
    private static long zeroBytes(long x) {
        return x - ONES & ~x;
    }
}
