package dev.tributary.etl.storm;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.WorkerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A worker in a JVM of its own, which ends when it is idle, or dies when a step is reached for the n-th time. */
final class WorkerMain {
    private WorkerMain() {}

    /** Arguments: home, step and count to die at, and the URL of the ledger unless it is the home's own. */
    public static void main(String[] arguments) throws InterruptedException {
        var reached = new AtomicInteger();
        var step = arguments[1];
        int deadly = Integer.parseInt(arguments[2]);
        var builder = Etl.builder()
                .home(Path.of(arguments[0]))
                .retryDelay(Duration.ofMillis(1))
                .steps(name -> {
                    if (name.equals(step) && reached.incrementAndGet() == deadly) {
                        Runtime.getRuntime().halt(ChildJvm.KILLED);
                    }
                });
        var ledger = arguments.length > 3 ? arguments[3] : "";
        if (ledger.startsWith("jdbc:postgresql:")) {
            var pool = new HikariDataSource();
            pool.setJdbcUrl(ledger);
            builder.dataSource(pool).closing(pool);
        }
        try (var etl = builder.build()) {
            var request =
                    WorkerRequest.untilStopped().withThreads(1).whenIdleEnding().withNotes(System.out::println);
            var report = etl.worker(request).await();
            System.out.println((report.ok() ? "idle " : "failed ") + report.figures());
        }
    }
}
