package dev.tributary.etl.uniprot;

/** The checksum of SQ lines: CRC-64 of ISO 3309 (polynomial x^64 + x^4 + x^3 + x + 1, reflected, from zero), eight bytes at a time. */
final class Crc64 {
    private static final long POLYNOMIAL = 0xD800000000000000L;
    private static final long[][] TABLE = table();

    private Crc64() {}

    private static long[][] table() {
        var table = new long[8][256];
        for (int i = 0; i < 256; i++) {
            long crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
            }
            table[0][i] = crc;
        }
        for (int k = 1; k < 8; k++) {
            for (int i = 0; i < 256; i++) {
                long before = table[k - 1][i];
                table[k][i] = (before >>> 8) ^ table[0][(int) before & 0xff];
            }
        }
        return table;
    }

    static long of(byte[] b, int from, int to) {
        long crc = 0;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long x = crc ^ Ascii.word(b, i);
            crc = TABLE[7][(int) x & 0xff]
                    ^ TABLE[6][(int) (x >>> 8) & 0xff]
                    ^ TABLE[5][(int) (x >>> 16) & 0xff]
                    ^ TABLE[4][(int) (x >>> 24) & 0xff]
                    ^ TABLE[3][(int) (x >>> 32) & 0xff]
                    ^ TABLE[2][(int) (x >>> 40) & 0xff]
                    ^ TABLE[1][(int) (x >>> 48) & 0xff]
                    ^ TABLE[0][(int) (x >>> 56)];
        }
        for (; i < to; i++) {
            crc = (crc >>> 8) ^ TABLE[0][(int) (crc ^ b[i]) & 0xff];
        }
        return crc;
    }
}
