package dev.tributary.etl.examples.spring;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.Run;
import dev.tributary.etl.core.RunReport;
import dev.tributary.etl.core.RunRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Service;

/** Runs datasets, those of {@code etl.datasets} when the application starts. An application that ends drains them; the next start goes on. */
@Service
class DatasetRuns implements ApplicationRunner, ExitCodeGenerator, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetRuns.class);

    private final Etl etl;
    private final List<Path> datasets;
    private final Set<Run> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failed = new AtomicInteger();

    DatasetRuns(Etl etl, @Value("${etl.datasets}") List<Path> datasets) {
        this.etl = etl;
        this.datasets = datasets;
    }

    @Override
    public void run(ApplicationArguments arguments) throws InterruptedException {
        for (var dataset : datasets) {
            run(dataset);
        }
    }

    /** Runs a dataset to its end; a controller or a scheduled method calls it the same way. */
    RunReport run(Path dataset) throws InterruptedException {
        var run = etl.start(RunRequest.of(dataset));
        underWay.add(run);
        try {
            var report = run.await();
            LOG.info("{} {}: {}", report.datasetId(), report.status().word(), report.records());
            if (!report.ok()) {
                failed.incrementAndGet();
                report.failure().ifPresent(problem -> LOG.error("{}", problem));
            }
            return report;
        } finally {
            underWay.remove(run);
        }
    }

    @Override
    public int getExitCode() {
        return failed.get() > 0 ? 1 : 0;
    }

    /** Spring calls this before it closes the engine. */
    @Override
    public void destroy() throws InterruptedException {
        underWay.forEach(Run::drain);
        for (var run : underWay) {
            run.await();
        }
    }
}
