package dev.tributary.etl.cli;

import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;

/** How the command ends; other programs rely on these numbers. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int LOCKED = 3;
    static final int LIMIT_PASSED = 4;
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    static int of(RunReport report) {
        if (report.ok()) {
            return DONE;
        }
        return report.failure().map(ExitCode::of).orElse(FAILED);
    }

    static int of(Problem failure) {
        ErrorCode code = failure.code();
        if (code == StandardError.LOCK_HELD) {
            return LOCKED;
        }
        if (code == StandardError.LIMIT_EXCEEDED) {
            return LIMIT_PASSED;
        }
        return code.category() == ErrorCode.Category.CONFIG ? USAGE : FAILED;
    }
}
