package dev.tributary.etl.test.postgres;

/**
 * A COMMIT that goes wrong, once.
 *
 * @param statement words of a statement that the transaction has run; empty for any transaction
 * @param time the how many-th such COMMIT since the fault was planned, from 1
 */
public record CommitFault(String statement, int time, Way way) {
    /** How it goes wrong. */
    public enum Way {
        /** The connection is cut before the server is given it: nothing is committed. */
        BEFORE,
        /** The connection is cut when the server was given it: it is committed soon, and nobody learns of it. */
        REPLY_LOST,
        /** The connection is cut when the server has said that it is committed, before the client hears of it. */
        REPLY_UNREAD,
        /** It is committed, and the answer takes its time. */
        DELAYED,
        /** The server is given it; from then on the connection stays open and nothing comes through any more. */
        HALF_OPEN
    }
}
