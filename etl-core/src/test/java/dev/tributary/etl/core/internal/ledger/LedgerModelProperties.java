package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.draft;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.file;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.test.folder.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Two workers, each with a ledger of its own over one file, in any order of steps: the ledger does what a small model says. */
class LedgerModelProperties {
    private static final int UNITS = 3;
    private static final int ATTEMPTS = 4;
    private static final List<Ledger> LEDGERS = new ArrayList<>();
    private static Path folder = Path.of("");
    private static int jobs;

    enum Verb {
        CLAIM,
        COMMIT,
        RELEASE,
        HEARTBEAT,
        BEGIN_RUN
    }

    record Step(Verb verb, int worker, int unit) {}

    /** What the ledger should think of a unit. */
    private static final class UnitModel {
        long fence;
        int attempt;
        boolean claimed;
        boolean completed;
        String identifier = "";
    }

    @BeforeContainer
    static void open() throws IOException {
        folder = TestFolders.create("ledger-model");
        for (int worker = 0; worker < 2; worker++) {
            LEDGERS.add(new JdbiLedger(SqliteDatabase.open(folder.resolve("ledger.db"))));
        }
    }

    @AfterContainer
    static void close() throws IOException {
        LEDGERS.forEach(Ledger::close);
        LEDGERS.clear();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var verbs = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, Arbitraries.just(Verb.CLAIM)),
                net.jqwik.api.Tuple.of(4, Arbitraries.just(Verb.COMMIT)),
                net.jqwik.api.Tuple.of(3, Arbitraries.just(Verb.RELEASE)),
                net.jqwik.api.Tuple.of(2, Arbitraries.just(Verb.HEARTBEAT)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(Verb.BEGIN_RUN)));
        return Combinators.combine(
                        verbs,
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, UNITS - 1))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Property(tries = 200)
    void anyOrderOfStepsGivesWhatTheModelSays(@ForAll("steps") List<Step> steps) {
        var run = new Run("job" + jobs++);
        steps.forEach(run::apply);
        run.compare();
    }

    /** One job, its model, and what the workers hold: also claims that they lost, for they do not know. */
    private static final class Run {
        private final String job;
        private final List<UnitModel> model = new ArrayList<>();
        private final List<Map<Integer, Claim>> held = List.of(new HashMap<>(), new HashMap<>());
        private final Map<Integer, Long> highestFence = new HashMap<>();
        private final Map<Integer, Integer> commits = new HashMap<>();
        private long runFence;

        Run(String job) {
            this.job = job;
            for (int unit = 0; unit < UNITS; unit++) {
                model.add(new UnitModel());
            }
            LEDGERS.get(0).openJob(draft(job), List.of(file(0)));
        }

        void apply(Step step) {
            var ledger = LEDGERS.get(step.worker());
            var claim = Optional.ofNullable(held.get(step.worker()).get(step.unit()));
            switch (step.verb()) {
                case CLAIM -> claim(ledger, step);
                case COMMIT -> claim.ifPresent(c -> commit(ledger, c, job + "-" + c.unit() + "-" + c.fence()));
                case RELEASE -> claim.ifPresent(c -> release(ledger, c));
                case HEARTBEAT ->
                    claim.ifPresent(c -> assertThat(ledger.heartbeat(List.of(c), Duration.ofSeconds(9)))
                            .isEqualTo(Map.of(c, holds(c))));
                case BEGIN_RUN -> beginRun(ledger);
            }
        }

        private boolean holds(Claim claim) {
            var unit = model.get(claim.unit());
            return unit.claimed && unit.fence == claim.fence();
        }

        private void claim(Ledger ledger, Step step) {
            var unit = model.get(step.unit());
            var worker = new Worker("w" + step.worker(), "h", Duration.ofSeconds(9));
            if (!unit.completed && unit.attempt == ATTEMPTS) {
                unit.claimed = false;
                assertThat(codeOf(() -> ledger.claim(job, step.unit(), worker, ATTEMPTS)))
                        .contains(StandardError.ATTEMPTS_EXHAUSTED);
                return;
            }
            var claim = ledger.claim(job, step.unit(), worker, ATTEMPTS);
            assertThat(claim.isEmpty()).isEqualTo(unit.completed);
            claim.ifPresent(c -> {
                assertThat(c.fence()).isGreaterThan(highestFence.getOrDefault(c.unit(), 0L));
                highestFence.put(c.unit(), c.fence());
                held.get(step.worker()).put(c.unit(), c);
                unit.fence++;
                unit.attempt++;
                unit.claimed = true;
                assertThat(c).isEqualTo(new Claim(job, step.unit(), unit.fence, unit.attempt));
            });
        }

        private void commit(Ledger ledger, Claim claim, String identifier) {
            boolean wins = holds(claim);
            var code = codeOf(() -> ledger.commitUnit(result(claim, identifier)));
            assertThat(code).isEqualTo(wins ? Optional.empty() : Optional.of(StandardError.LEASE_LOST));
            if (wins) {
                var unit = model.get(claim.unit());
                unit.claimed = false;
                unit.completed = true;
                unit.identifier = identifier;
                commits.merge(claim.unit(), 1, Integer::sum);
            }
        }

        private void release(Ledger ledger, Claim claim) {
            ledger.releaseUnit(claim, Optional.empty());
            if (holds(claim)) {
                var unit = model.get(claim.unit());
                unit.claimed = false;
                unit.attempt--;
            }
        }

        private void beginRun(Ledger ledger) {
            ledger.beginRun(job, ++runFence);
            for (var unit : model) {
                if (!unit.completed) {
                    unit.attempt = 0;
                    unit.claimed = false;
                }
            }
        }

        private static Optional<Object> codeOf(Runnable call) {
            try {
                call.run();
                return Optional.empty();
            } catch (EtlException e) {
                return Optional.of(e.code());
            }
        }

        void compare() {
            var completed = new BitSet();
            Set<String> identifiers = new HashSet<>();
            for (int unit = 0; unit < UNITS; unit++) {
                if (model.get(unit).completed) {
                    completed.set(unit);
                    identifiers.add(model.get(unit).identifier);
                }
            }
            for (var ledger : LEDGERS) {
                Set<String> loaded = new HashSet<>();
                ledger.eachTaken(job, (type, identifier) -> loaded.add(identifier));
                assertThat(ledger.completedUnits(job)).isEqualTo(completed);
                assertThat(loaded).isEqualTo(identifiers);
                assertThat(ledger.counts(job).getOrDefault(0, Counts.ZERO).loaded())
                        .isEqualTo(completed.cardinality());
            }
            assertThat(commits.values()).allMatch(n -> n == 1);
        }
    }
}
