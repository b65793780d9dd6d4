package dev.tributary.etl.core.internal.engine.run;

import dev.failsafe.FailsafeException;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What exceptions mean for a run. */
public final class Failures {
    private Failures() {}

    /** Whether starting anew from the ledger may help: an outcome that is unknown is looked at by starting anew. */
    public static boolean worthAnotherTry(Throwable e) {
        if (e instanceof EtlException etl) {
            var category = etl.code().category();
            return category == ErrorCode.Category.TRANSIENT || category == ErrorCode.Category.OUTCOME_UNKNOWN;
        }
        return e instanceof IOException || e instanceof UncheckedIOException;
    }

    public static Problem problem(@Nullable Throwable e) {
        if (e instanceof EtlException etl) {
            return etl.problem();
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            return Problem.of(StandardError.STORE_UNAVAILABLE, sentence(e))
                    .withHint("check space, rights and connections, and run again");
        }
        return Problem.of(StandardError.DEFECT, "Cannot go on: " + e).withHint("report it with the stack from the log");
    }

    /** A message that already says what cannot be done is told as it is. */
    private static String sentence(Throwable e) {
        var message = e.getMessage();
        return message != null && message.startsWith("Cannot ") ? message : "Cannot go on: " + e;
    }

    public static RuntimeException unwrapped(FailsafeException e) throws IOException, InterruptedException {
        var cause = e.getCause();
        if (cause instanceof IOException io) {
            throw io;
        }
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        return cause instanceof RuntimeException runtime ? runtime : e;
    }

    /** Throws what another thread failed with. */
    public static RuntimeException rethrown(@Nullable Throwable cause) throws IOException, InterruptedException {
        if (cause instanceof IOException e) {
            throw e;
        }
        if (cause instanceof InterruptedException e) {
            throw e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        throw new EtlException(Problem.of(StandardError.DEFECT, "Cannot go on: " + cause), cause);
    }
}
