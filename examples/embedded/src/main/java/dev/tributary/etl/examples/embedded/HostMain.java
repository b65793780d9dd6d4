package dev.tributary.etl.examples.embedded;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.Run;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunRequest;
import dev.tributary.etl.spi.event.EtlEvent;
import dev.tributary.etl.spi.event.EtlListener;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one dataset in a program that has a database and threads of its own: {@code HostMain DATASET.yaml HOME DATABASE.db}. */
public final class HostMain {
    private static final Logger LOG = LoggerFactory.getLogger(HostMain.class);

    private final DataSource database;
    private final ExecutorService threads;
    private final EtlListener listener;
    private final CompletableFuture<Run> running = new CompletableFuture<>();

    HostMain(DataSource database, ExecutorService threads, EtlListener listener) {
        this.database = database;
        this.threads = threads;
        this.listener = listener;
    }

    public static void main(String[] args) throws InterruptedException {
        var threads = Executors.newCachedThreadPool();
        try (var pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:sqlite:" + args[2]);
            var report = new HostMain(pool, threads, HostMain::log).run(Path.of(args[0]), Path.of(args[1]));
            LOG.info("{} {}: {}", report.datasetId(), report.status().word(), report.records());
        } finally {
            threads.shutdown();
        }
    }

    /** Jobs and units are remembered in the program's database; database and threads stay open behind it. */
    RunReport run(Path dataset, Path home) throws InterruptedException {
        try (var etl = Etl.builder()
                .home(home)
                .dataSource(database)
                .executor(threads)
                .listener(listener)
                .build()) {
            running.complete(etl.start(RunRequest.of(dataset)));
            return running.join().await();
        }
    }

    /** From any thread, at a user's request for instance; waits for the start: the units under way are committed, and running the dataset again goes on. */
    void cancel() {
        running.join().cancel();
    }

    private static void log(EtlEvent event) {
        LOG.info("{}", event);
    }
}
