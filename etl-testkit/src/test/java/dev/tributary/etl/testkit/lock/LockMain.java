package dev.tributary.etl.testkit.lock;

import dev.tributary.etl.core.internal.lock.FileLockManager;
import dev.tributary.etl.spi.lock.Lease;
import dev.tributary.etl.testkit.TestNames;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A process that takes the lock {@code a}, says its fence, and holds on until it is killed. */
final class LockMain {
    private LockMain() {}

    /** Argument: the folder of the locks. */
    @SuppressWarnings("SystemOut") // A child process answers its parent this way.
    public static void main(String[] arguments) throws Exception {
        FileLockManager manager = new FileLockManager(Path.of(arguments[0]), TestNames::encode, Clock.systemUTC());
        Lease lease = manager.tryAcquire("a", "child", Duration.ofMinutes(5)).orElseThrow();
        System.out.println(lease.fence());
        System.out.println(System.in.read());
    }
}
