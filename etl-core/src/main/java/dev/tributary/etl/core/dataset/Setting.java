package dev.tributary.etl.core.dataset;

/**
 * One setting as it counts, for people.
 *
 * @param path its name, such as {@code load[0].formats[1]}
 * @param value its value; an expression instead of what it stands for, {@code ***} for a secret
 * @param origin {@code FILE:LINE}, or {@code default}
 */
public record Setting(String path, String value, String origin) {
    /** {@code path = value (origin)}. */
    @Override
    public String toString() {
        return path + " = " + value + " (" + origin + ")";
    }
}
