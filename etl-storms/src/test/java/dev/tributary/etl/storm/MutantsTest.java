package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.RunOutcome.Status;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.UnitResult;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each safety mechanism holds its scenario, and the scenario notices when it is taken out. */
@Timeout(60)
class MutantsTest {
    private static final int ENTRIES = 20;
    private static final UnaryOperator<Ledger> WHOLE = UnaryOperator.identity();

    @TempDir
    Path folder;

    private final AtomicInteger homes = new AtomicInteger();
    private Path dataset = Path.of("");

    @BeforeEach
    void dataset() throws IOException {
        var bench = new Bench(folder);
        bench.source("entries.dat", Entries.bytes(Entries.text(0, ENTRIES) + Entries.entry(1)));
        dataset = bench.dataset("entries.dat", Bench.JSONL, "release: { external: '1' }\n");
    }

    private HomeFolder home() {
        return new HomeFolder(folder.resolve("home-" + homes.incrementAndGet()));
    }

    @Test
    void aRunThatWasOvertakenCommitsNoUnit() throws Exception {
        overtaken(WHOLE);
        UnaryOperator<Ledger> unfenced = Faults.twisted(Ledger.class, "commitUnit", (arguments, real) -> {
            try {
                return real.call(arguments);
            } catch (EtlException e) {
                // Taken out: the row count of the fenced update is not looked at.
                return null;
            }
        });
        assertThatThrownBy(() -> overtaken(unfenced)).isInstanceOf(AssertionError.class);
    }

    /** A run sleeps before a unit's commit, another does all the work, the first wakes up. */
    private void overtaken(UnaryOperator<Ledger> ledger) throws Exception {
        var home = home();
        var asleep = new CountDownLatch(1);
        var wake = new CountDownLatch(1);
        var commits = new AtomicInteger();
        var after = new CopyOnWriteArrayList<String>();
        var sleeper = new Workshop(home.path()).ledger(ledger).steps(step -> {
            if (asleep.getCount() == 0) {
                after.add(step);
            }
            if (step.equals("unit_commit.ledger") && commits.incrementAndGet() == 2) {
                asleep.countDown();
                await(wake);
            }
        });
        var first = CompletableFuture.supplyAsync(() -> outcome(sleeper));
        asleep.await();
        var second = new Workshop(home.path()).fence(2).run(dataset);
        assertThat(second.status()).isEqualTo(Status.COMPLETED);
        var published = home.published();
        wake.countDown();
        var outcome = first.get();
        assertThat(outcome.failure().map(Problem::code)).contains(StandardError.LEASE_LOST);
        assertThat(after).as("steps after the commit").doesNotContain("unit_commit.done");
        assertThat(HomeFolder.differences(published, home.published())).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RunOutcome outcome(Workshop workshop) {
        try {
            return workshop.run(dataset);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aRecordThatGoesNowhereStopsThePublication() throws IOException {
        UnaryOperator<Ledger> loses = Faults.twisted(Ledger.class, "commitUnit", (arguments, real) -> {
            var r = (UnitResult) Objects.requireNonNull(arguments[0]);
            var fewer = r.counts().plus(new Counts(0, 0, r.claim().unit() == 1 ? -1 : 0, 0, 0, 0));
            return real.call(new UnitResult(
                    r.claim(),
                    r.span(),
                    fewer,
                    r.records(),
                    r.refused(),
                    r.deadLetters(),
                    r.receipts(),
                    r.warnings(),
                    r.positions(),
                    r.durationMillis()));
        });
        miscounted(loses);
        UnaryOperator<Ledger> unchecked =
                Faults.twisted(Ledger.class, "counts", (arguments, real) -> Map.of(0, Counts.ZERO));
        assertThatThrownBy(() -> miscounted(ledger -> unchecked.apply(loses.apply(ledger))))
                .isInstanceOf(AssertionError.class);
    }

    private void miscounted(UnaryOperator<Ledger> ledger) throws IOException {
        var home = home();
        var outcome = new Workshop(home.path()).ledger(ledger).run(dataset);
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.failure().orElseThrow().code()).isEqualTo(StandardError.COUNTS_MISMATCH);
        assertThat(home.names(n -> n.startsWith("releases/"))).isEmpty();
    }

    @Test
    void aReleaseIsWhatItsCommitSays() throws IOException {
        committed(store -> store);
        UnaryOperator<ObjectStore> uncommitted = Faults.twisted(ObjectStore.class, "putIfAbsent", (arguments, real) -> {
            var key = String.valueOf(arguments[0]);
            return key.contains("/commits/")
                    ? Optional.of(new StoredObject(key, 0, "1", Optional.empty()))
                    : real.call(arguments);
        });
        assertThatThrownBy(() -> committed(uncommitted)).isInstanceOf(AssertionError.class);
    }

    private void committed(UnaryOperator<ObjectStore> store) throws IOException {
        var home = home();
        var outcome = new Workshop(home.path()).store(store).run(dataset);
        assertThat(outcome.status()).isEqualTo(Status.COMPLETED);
        assertThat(home.names(n -> n.startsWith("releases/bench/commits/"))).hasSize(1);
        var again = new Workshop(home.path()).store(store).fence(2).run(dataset);
        assertThat(again.status()).isEqualTo(Status.UNCHANGED);
    }

    @Test
    void aKeyOfAnEarlierUnitIsLoadedOnce() throws IOException {
        doubled(WHOLE);
        UnaryOperator<Ledger> forgets = Faults.twisted(Ledger.class, "taken", (arguments, real) -> Set.of());
        assertThatThrownBy(() -> doubled(forgets)).isInstanceOf(AssertionError.class);
    }

    private void doubled(UnaryOperator<Ledger> ledger) throws IOException {
        var outcome = new Workshop(home().path()).ledger(ledger).run(dataset);
        assertThat(outcome.status()).isEqualTo(Status.COMPLETED);
        assertThat(List.of(outcome.counts().loaded(), outcome.counts().duplicate()))
                .containsExactly((long) ENTRIES, 1L);
    }
}
