package dev.tributary.etl.cli;

import java.util.Locale;

/** Sizes and times for people. */
final class Quantities {
    private static final String[] UNITS = {"KB", "MB", "GB", "TB"};

    private Quantities() {}

    /** Such as {@code 38.1 KB}; a KB is 1,000 bytes. */
    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " bytes";
        }
        double scaled = bytes / 1e3;
        int unit = 0;
        while (scaled >= 999.95 && unit < UNITS.length - 1) {
            scaled /= 1e3;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", scaled, UNITS[unit]);
    }

    /** Such as {@code 1.2 s} or {@code 2 h 05 min}. */
    static String seconds(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 3_600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", whole / 3_600, whole % 3_600 / 60);
    }

    static String units(long count) {
        return count == 1 ? "1 unit" : count(count) + " units";
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
