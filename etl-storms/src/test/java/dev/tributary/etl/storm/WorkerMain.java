package dev.tributary.etl.storm;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.WorkerRequest;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/** A worker in a JVM of its own, which ends when it is idle, and dies or waits when a step is reached for the n-th time. */
final class WorkerMain {
    /** The system property that says which revision its plugin {@code revised} has. */
    static final String REVISION = "etl.storm.revision";

    private WorkerMain() {}

    /** Arguments: home, step and count to die at, the URL of the ledger unless it is the home's own, and a sign as {@link StormMain} takes it. */
    public static void main(String[] arguments) throws InterruptedException {
        var builder = Etl.builder()
                .home(Path.of(arguments[0]))
                .clock(StormMain.clock(Integer.getInteger(StormMain.DAYS, 0)))
                .retryDelay(Duration.ofMillis(1))
                .plugin(new TestPlugins.Noting())
                .plugin(new TestPlugins.Revised(Integer.getInteger(REVISION, 1)))
                .steps(Stop.of(arguments, 1));
        var ledger = arguments.length > 3 ? arguments[3] : "";
        if (ledger.startsWith("jdbc:postgresql:")) {
            var pool = new HikariDataSource();
            pool.setJdbcUrl(ledger);
            builder.dataSource(pool).service(DataSource.class, pool).closing(pool);
        }
        try (var etl = builder.build()) {
            var request =
                    WorkerRequest.untilStopped().withThreads(1).whenIdleEnding().withNotes(System.out::println);
            var report = etl.worker(request).await();
            System.out.println((report.ok() ? "idle " : "failed ") + report.figures());
        }
    }
}
