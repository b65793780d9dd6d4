package dev.tributary.etl.core.internal.chunk;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Numbers in seven bits a byte: small ones, which most are, take one. Negative ones take ten. */
final class SmallNumbers {
    private SmallNumbers() {}

    static void write(DataOutput out, long number) throws IOException {
        long left = number;
        while ((left & ~0x7fL) != 0) {
            out.writeByte((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    static long read(DataInput in) throws IOException {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.readByte();
            number |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return number;
            }
        }
    }
}
