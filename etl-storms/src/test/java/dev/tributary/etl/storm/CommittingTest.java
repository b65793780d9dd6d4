package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A unit is committed while the next one is loaded. */
@Timeout(60)
class CommittingTest {
    private static final String DAT = "entries.dat";
    private static final int ENTRIES = 12;

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void bench() {
        bench = new Bench(folder);
    }

    /** Holds the first commit until the run has come to its n-th chunk to load. */
    private static final class Hold implements Consumer<String> {
        private final int chunks;
        private final AtomicInteger commits = new AtomicInteger();
        private final AtomicInteger loads = new AtomicInteger();
        private final CountDownLatch loaded = new CountDownLatch(1);
        private volatile boolean overlapped;

        Hold(int chunks) {
            this.chunks = chunks;
        }

        @Override
        public void accept(String step) {
            if (step.equals("load") && loads.incrementAndGet() == chunks) {
                loaded.countDown();
            } else if (step.equals("unit_commit.ledger") && commits.incrementAndGet() == 1) {
                try {
                    overlapped = loaded.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private Path oneEntryAChunk(String text) throws IOException {
        bench.source(DAT, Entries.bytes(text));
        return bench.yaml("""
                dataset_id: bench
                extract: { plugin: file, paths: [entries.dat] }
                parse: { plugin: uniprot_flat }
                load: [{ plugin: jsonl }]
                run: { parse_batch: 4, chunk_bytes: 64B, unit_bytes: 64KiB, workers: 2, max_attempts: 2 }
                """);
    }

    @Test
    void theNextUnitIsLoadedMeanwhile() throws IOException, InterruptedException {
        var hold = new Hold(5);
        var report = bench.run(oneEntryAChunk(Entries.text(0, ENTRIES)), b -> b.steps(hold));
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(hold.overlapped).isTrue();
        assertThat(report.records().loaded()).isEqualTo(ENTRIES);
    }

    @Test
    void aKeyThatTheLedgerDoesNotKnowYetIsSeen() throws IOException, InterruptedException {
        // The fifth entry opens the second unit and repeats a key of the first; the sixth is loaded when it has been
        // looked at.
        var hold = new Hold(6);
        var text = Entries.text(0, 4) + Entries.entry(2) + Entries.text(5, ENTRIES);
        var report = bench.run(oneEntryAChunk(text), b -> b.steps(hold));
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(hold.overlapped).isTrue();
        assertThat(report.records().duplicate()).isEqualTo(1);
        assertThat(report.records().loaded()).isEqualTo(ENTRIES - 1);
    }

    @Test
    void theUnitWhoseCommitFailsIsTheOneThatFails() throws IOException, InterruptedException, SQLException {
        var hold = new Hold(5);
        var report = bench.run(
                oneEntryAChunk(Entries.text(0, ENTRIES)),
                b -> b.steps(step -> {
                    hold.accept(step);
                    if (step.equals("unit_commit.ledger")) {
                        throw new IllegalStateException("no commit");
                    }
                }));
        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(hold.overlapped).isTrue();
        assertThat(bench.home()
                        .number("SELECT count(*) FROM ingestion_work_units WHERE status = 'claimed' OR attempt > 1"))
                .isZero();
        assertThat(bench.home().number("SELECT number FROM ingestion_work_units WHERE last_error IS NOT NULL"))
                .isZero();
    }
}
