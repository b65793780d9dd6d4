package dev.tributary.etl.core.internal.audit;

/**
 * Something that an earlier run left in a home.
 *
 * @param what is there, how much of it, and where
 */
public record Leftover(String what, String cure) {
    static String counted(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
