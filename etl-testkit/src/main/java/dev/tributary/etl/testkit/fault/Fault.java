package dev.tributary.etl.testkit.fault;

/** How an operation goes wrong. */
public enum Fault {
    /** An IOException before anything happened. */
    FAILS_BEFORE,
    /** It happened, and the caller gets an IOException. */
    FAILS_AFTER,
    /** It happened, and the caller is told that the outcome is unknown. */
    REPLY_LOST,
    /** It did not happen, and the caller is told that the outcome is unknown. */
    REQUEST_LOST,
    /** The process is gone before it happened. */
    HALTS_BEFORE,
    /** It happened, and the process is gone. */
    HALTS_AFTER
}
