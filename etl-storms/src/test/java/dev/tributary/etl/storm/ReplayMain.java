package dev.tributary.etl.storm;

import dev.tributary.etl.core.Etl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Replays a dataset's rejects in a JVM of its own, which stands still when a step is reached for the n-th time, and says so by a file. */
final class ReplayMain {
    private ReplayMain() {}

    /** Arguments: home, dataset file, step and count to stand still at, the file to make then. */
    public static void main(String[] arguments) throws InterruptedException {
        var step = arguments[2];
        int fatal = Integer.parseInt(arguments[3]);
        var reached = new AtomicInteger();
        var builder = Etl.builder()
                .home(Path.of(arguments[0]))
                .environment(Map.of())
                .retryDelay(Duration.ofMillis(1))
                .plugin(new ReplayTest.Words())
                .plugin(new ReplayTest.Refuse())
                .steps(name -> {
                    if (name.equals(step) && reached.incrementAndGet() == fatal) {
                        standStill(Path.of(arguments[4]));
                    }
                });
        try (var etl = builder.build()) {
            var report = etl.startReplay(Bench.request(Path.of(arguments[1])), List.of())
                    .await();
            System.out.println(report.status().word() + " " + report.failure());
        }
    }

    private static void standStill(Path sign) {
        try {
            Files.createFile(sign);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (true) {
            LockSupport.park();
        }
    }
}
