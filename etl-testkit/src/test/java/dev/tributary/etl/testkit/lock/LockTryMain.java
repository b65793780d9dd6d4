package dev.tributary.etl.testkit.lock;

import dev.tributary.etl.core.internal.lock.FileLockManager;
import dev.tributary.etl.testkit.TestNames;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A process that tries for the lock {@code a} once and says how it went. */
final class LockTryMain {
    private LockTryMain() {}

    /** Argument: the folder of the locks. */
    @SuppressWarnings("SystemOut") // A child process answers its parent this way.
    public static void main(String[] arguments) throws Exception {
        try (FileLockManager manager =
                new FileLockManager(Path.of(arguments[0]), TestNames::encode, Clock.systemUTC())) {
            boolean taken =
                    manager.tryAcquire("a", "child", Duration.ofMinutes(5)).isPresent();
            System.out.println(taken ? "taken" : "held");
        }
    }
}
