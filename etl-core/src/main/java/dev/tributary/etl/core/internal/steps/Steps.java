package dev.tributary.etl.core.internal.steps;

/** Is told of each named step that a run reaches; tests stop the process there. Called on engine threads; does nothing in production. */
@FunctionalInterface
public interface Steps {
    /** Does nothing. */
    Steps NONE = step -> {};

    /** {@code step} is such as {@code verify}, {@code parse}, {@code load}, {@code unit_commit}, {@code publish.commit}. */
    void reached(String step);
}
