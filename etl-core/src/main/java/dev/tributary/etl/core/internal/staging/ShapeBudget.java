package dev.tributary.etl.core.internal.staging;

/** How many paths the shape of a type may have, and whether it learned anything. One thread. */
final class ShapeBudget {
    private static final int MOST = 10_000;
    private int left;
    private long changes;

    private ShapeBudget(int left) {
        this.left = left;
    }

    static ShapeBudget full() {
        return new ShapeBudget(MOST);
    }

    static ShapeBudget spent() {
        return new ShapeBudget(0);
    }

    boolean take(int paths) {
        if (paths > left) {
            return false;
        }
        left -= paths;
        changed();
        return true;
    }

    void changed() {
        changes++;
    }

    /** Rises when something was learned. */
    long changes() {
        return changes;
    }
}
