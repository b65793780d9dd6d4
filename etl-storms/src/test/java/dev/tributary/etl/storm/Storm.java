package dev.tributary.etl.storm;

import java.util.Random;

/** How hard the storms blow, and how to blow the same one again. */
final class Storm {
    /** Kills of a storm in full. */
    private static final int FULL = 50;

    private Storm() {}

    static int runs() {
        return Integer.getInteger("etl.storm.runs", 10);
    }

    static boolean full() {
        return runs() >= FULL;
    }

    /** Random choices of a test; prints how to get the same ones with {@code -Dfault.seed}. */
    static Random random(String test) {
        var wanted = System.getProperty("fault.seed", "");
        long seed = wanted.isBlank() ? System.nanoTime() : Long.parseLong(wanted);
        System.out.println(test + ": -Dfault.seed=" + seed);
        return new Random(seed);
    }
}
