package dev.tributary.etl.testkit.lock;

import dev.tributary.etl.core.internal.lock.FileLockManager;
import dev.tributary.etl.spi.lock.Lease;
import dev.tributary.etl.testkit.TestNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A process of eight threads that fight for one lock. Who holds it creates a file that must not be there, writes its fence behind those before, and
 * removes the file: a second holder at the same time ends the process with an error.
 */
final class LockContenderMain {
    private static final int THREADS = 8;
    private static final int ROUNDS = 6;

    private LockContenderMain() {}

    /** Argument: the folder of the locks. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                tasks.add(() -> contend(folder));
            }
            for (Future<Integer> each : threads.invokeAll(tasks)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int contend(Path folder) throws Exception {
        int won = 0;
        try (FileLockManager manager = new FileLockManager(folder, TestNames::encode, Clock.systemUTC())) {
            while (won < ROUNDS) {
                Optional<Lease> lease = manager.tryAcquire("shared", "contender", Duration.ofMinutes(5));
                if (lease.isPresent()) {
                    witness(folder, lease.get().fence());
                    lease.get().close();
                    won++;
                }
            }
        }
        return won;
    }

    private static void witness(Path folder, long fence) throws Exception {
        Path holder = folder.resolve("holder");
        Files.createFile(holder);
        Files.writeString(folder.resolve("fences"), fence + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.delete(holder);
    }
}
