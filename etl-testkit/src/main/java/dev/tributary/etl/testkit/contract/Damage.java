package dev.tributary.etl.testkit.contract;

import java.util.Arrays;
import java.util.Random;

/** Damages bytes as disks, networks and programs do: flipped bits, bytes of meaning, zeros, lost and doubled stretches. */
final class Damage {
    private static final String MEANINGFUL = "\n\r\t /\\\"'=;:,.|{}[]()-<>?&%0";

    private Damage() {}

    static byte[] of(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int n = 1 + random.nextInt(6); n > 0 && damaged.length > 1; n--) {
            damaged = once(damaged, random);
        }
        return damaged;
    }

    private static byte[] once(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        int length = Math.min(1 + random.nextInt(100), bytes.length - at);
        switch (random.nextInt(6)) {
            case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) MEANINGFUL.charAt(random.nextInt(MEANINGFUL.length()));
            case 3 -> Arrays.fill(bytes, at, at + length, (byte) 0);
            case 4 -> {
                return joined(bytes, at, at + length);
            }
            default -> {
                return joined(bytes, at + length, at);
            }
        }
        return bytes;
    }

    /** The bytes before {@code end} and those from {@code start} on: lost when start is behind end, doubled when it is before. */
    private static byte[] joined(byte[] bytes, int end, int start) {
        byte[] joined = Arrays.copyOf(bytes, end + bytes.length - start);
        System.arraycopy(bytes, start, joined, end, bytes.length - start);
        return joined;
    }
}
