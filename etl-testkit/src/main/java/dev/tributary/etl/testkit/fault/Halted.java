package dev.tributary.etl.testkit.fault;

/** Stands for the end of the process: an Error, so that no honest catch clause goes on behind it. */
public final class Halted extends Error {
    private static final long serialVersionUID = 1L;

    public Halted(String where) {
        super(where, null, false, false);
    }
}
