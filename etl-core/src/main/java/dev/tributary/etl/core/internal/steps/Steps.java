package dev.tributary.etl.core.internal.steps;

/**
 * Is told which step of a protocol comes next and which is done, so that a test can stop a run at any of them. Called on the thread that does the
 * step: {@code publish.commit} before it, {@code publish.commit.done} after it. What it throws passes through to the caller of the protocol.
 */
@FunctionalInterface
public interface Steps {
    /** Does nothing: what runs outside tests use. */
    Steps NONE = step -> {};

    void reached(String step);
}
