package dev.tributary.etl.spi.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure that says by its code what the engine shall do. Message form: "Cannot X: why (value)". Thrown by plugins on engine threads; see
 * {@link ErrorCode.Category} for what follows. Texts hold no secrets.
 */
public class EtlException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    /** A failure with its cause. */
    public EtlException(Problem problem, @Nullable Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
    }

    /** A failure without field, hint and cause. */
    public EtlException(ErrorCode code, String message) {
        this(Problem.of(code, message), null);
    }

    /** A failure with a hint that says what to do. */
    public EtlException(ErrorCode code, String message, String hint) {
        this(Problem.of(code, message).withHint(hint), null);
    }

    public Problem problem() {
        return problem;
    }

    public ErrorCode code() {
        return problem.code();
    }
}
