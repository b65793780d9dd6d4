package dev.tributary.etl.core.internal.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts line ends eight bytes at a time. */
final class NewLines {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LF = 0x0a0a0a0a0a0a0a0aL;
    private static final long LOW = 0x7f7f7f7f7f7f7f7fL;

    private NewLines() {}

    static int count(byte[] b, int from, int to) {
        int n = 0;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long x = (long) LONG.get(b, i) ^ LF;
            n += Long.bitCount(~(((x & LOW) + LOW) | x | LOW));
        }
        for (; i < to; i++) {
            n += b[i] == '\n' ? 1 : 0;
        }
        return n;
    }
}
