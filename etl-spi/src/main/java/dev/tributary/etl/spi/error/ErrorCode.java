package dev.tributary.etl.spi.error;

/**
 * A kind of failure: an enum per module. Numbers 1xxx config, 2xxx extract and storage, 3xxx parse and validate, 4xxx transform and load, 5xxx
 * coordination; plugins from 10000. Numbers and names are stable: other programs match them.
 */
public interface ErrorCode {
    /** What the engine does about a failure. The category alone decides whether it tries again. */
    enum Category {
        /** The run does not start; exit code 2. */
        CONFIG,
        /** The source record is rejected, its neighbours go on. */
        DATA,
        /** The unit is tried again until its attempts are used up. */
        TRANSIENT,
        /** The run fails. */
        PERMANENT,
        /** A write may or may not have happened: the engine looks before it decides and deletes nothing. */
        OUTCOME_UNKNOWN,
        /** A defect of the engine or of a plugin: the run fails. */
        INTERNAL
    }

    /** The number, unique over all modules of a process. */
    int number();

    /** The constant's name, such as {@code CHECKSUM_MISMATCH}. */
    String name();

    Category category();

    /** What it means and what to do about it, in a few sentences for people; shown by {@code etl explain}. */
    String help();

    /** How people and programs write it: {@code E2003 CHECKSUM_MISMATCH}. */
    default String label() {
        return "E" + number() + " " + name();
    }
}
