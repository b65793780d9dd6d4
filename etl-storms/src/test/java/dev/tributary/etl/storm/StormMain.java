package dev.tributary.etl.storm;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.RunRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** Runs a dataset in a JVM of its own, which dies or waits when a step is reached for the n-th time. */
final class StormMain {
    static final Instant AS_OF = Instant.parse("2026-01-02T03:04:05Z");

    /** The system property that says how many days from now a child's clock is. */
    static final String DAYS = "etl.storm.days";

    private StormMain() {}

    /** A clock that is so many days ahead. */
    static Clock clock(int days) {
        return Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
    }

    /**
     * Arguments: home, dataset file, step and count to die at, and the URL of the ledger unless it is the home's own. With the path of a sign behind
     * them it does not die, but makes the sign and waits until that is gone.
     */
    public static void main(String[] arguments) throws InterruptedException {
        var builder = Etl.builder()
                .home(Path.of(arguments[0]))
                .clock(clock(Integer.getInteger(DAYS, 0)))
                .retryDelay(Duration.ofMillis(1))
                .plugin(new BundlePlugins.Folder())
                .plugin(new BundlePlugins.Bundle(line -> {}))
                .plugin(new BundlePlugins.Seq())
                .plugin(new TestPlugins.Noting())
                .plugin(new TestPlugins.Scribbling())
                .plugin(new TestPlugins.Hoarding())
                .steps(Stop.of(arguments, 2));
        var ledger = arguments.length > 4 ? arguments[4] : "";
        if (ledger.startsWith("jdbc:postgresql:")) {
            var pool = new HikariDataSource();
            pool.setJdbcUrl(ledger);
            builder.dataSource(pool).service(DataSource.class, pool).closing(pool);
        }
        try (var etl = builder.build()) {
            var request = RunRequest.of(Path.of(arguments[1])).withAsOf(AS_OF).withWorkers(2);
            var report = etl.run(request);
            System.out.println(report.status().word() + " " + report.records() + " "
                    + report.failure().map(Object::toString).orElse(""));
            System.out.println(report.notes());
        }
    }
}
