package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.result;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process of ten threads that work on the units of one job until all are done. Says which it committed, and which commits were refused. */
final class ClaimStormMain {
    static final String JOB = "storm";
    private static final int THREADS = 10;
    private static final int AT_ONCE = 8;
    private static final int ATTEMPTS = 1_000;
    private static final int SLEEPERS = 10;

    private ClaimStormMain() {}

    /** Arguments: the ledger's URL, how many units there are. */
    public static void main(String[] arguments) throws Exception {
        int units = Integer.parseInt(arguments[1]);
        var pool = new HikariDataSource();
        pool.setJdbcUrl(arguments[0]);
        pool.setMaximumPoolSize(THREADS);
        pool.setConnectionTimeout(120_000);
        var threads = Executors.newFixedThreadPool(THREADS);
        try (pool;
                var ledger = new JdbiLedger(HostDatabase.open(pool))) {
            var running = new ArrayList<Future<Integer>>();
            for (int i = 0; i < THREADS; i++) {
                var worker = new Worker("thread-" + i, "host", Duration.ofMinutes(2));
                Callable<Integer> work = () -> work(ledger, worker, units);
                running.add(threads.submit(work));
            }
            for (var each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int work(Ledger ledger, Worker worker, int units) {
        var slept = new ArrayList<Claim>();
        do {
            for (var reserved : ledger.queue().reserve(JOB, UnitKind.PARSE_BATCH, worker, AT_ONCE)) {
                ledger.queue().begin(reserved, ATTEMPTS).ifPresent(claim -> {
                    if (claim.unit() % SLEEPERS == 0 && claim.attempt() == 1) {
                        // As if it had stood still until its lease was past; it will wake up and not know.
                        ledger.heartbeat(List.of(claim), Duration.ofSeconds(-1));
                        slept.add(claim);
                    } else {
                        commit(ledger, claim, "lost");
                    }
                });
            }
        } while (ledger.completedUnits(JOB).cardinality() < units);
        slept.forEach(claim -> commit(ledger, claim, "refused"));
        return slept.size();
    }

    private static void commit(Ledger ledger, Claim claim, String refusal) {
        try {
            ledger.commitUnit(result(claim, "U" + claim.unit()));
            System.out.println("committed " + claim.unit());
        } catch (EtlException e) {
            if (e.code() != StandardError.LEASE_LOST) {
                throw e;
            }
            System.out.println(refusal);
        }
    }
}
