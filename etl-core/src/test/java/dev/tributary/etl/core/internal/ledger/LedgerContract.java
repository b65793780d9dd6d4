package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.PROBLEM;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.WORKER;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.draft;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.file;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.letter;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.refusing;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.result;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.sha256;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.staged;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.upload;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.stage.LoadReceipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger does, whatever its database. */
abstract class LedgerContract {
    private static final String JOB = "a1b2c3";
    private static final int ATTEMPTS = 3;
    private final List<Ledger> opened = new ArrayList<>();
    protected Ledger ledger;

    /** Opens one more ledger over the test's one database, as another process would. */
    abstract Ledger open();

    /** Writes a word into the status of a unit (or of the job itself, unit -1) past all checks. */
    abstract void writeStatus(String job, int unit, String word);

    /** Begins what a commit begins with, flips unit 0 to completed with a log line, and drops the connection without commit. */
    abstract void crashWithinCommit(String job);

    @BeforeEach
    void openFirst() {
        ledger = another();
        ledger.openJob(draft(JOB), List.of(file(0), file(1)));
        ledger.beginRun(JOB, 1);
    }

    @AfterEach
    void closeAll() {
        opened.forEach(Ledger::close);
    }

    final Ledger another() {
        var next = open();
        opened.add(next);
        return next;
    }

    private Claim claimed(int unit) {
        return ledger.claim(JOB, unit, WORKER, ATTEMPTS).orElseThrow();
    }

    private static void assertFails(StandardError code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EtlException.class, e -> assertThat(e.code())
                .as("code of: %s", e)
                .isEqualTo(code));
    }

    @Test
    void aJobComesBackAsItWasOpened() {
        var job = ledger.openJob(draft("beef"), List.of(file(0)));

        assertThat(job.draft()).isEqualTo(draft("beef"));
        assertThat(job.status()).isEqualTo(JobStatus.DOWNLOAD_VERIFIED);
        assertThat(job.fence()).isZero();
        assertThat(List.of(job.message(), job.commit(), job.completedAt())).containsOnly(Optional.empty());
        assertThat(another().job("beef")).contains(job);
        assertThat(ledger.job("none")).isEmpty();
    }

    @Test
    void openingAJobAgainGivesTheOneThatIsThere() {
        ledger.beginRun(JOB, 5);

        var again = another().openJob(draft(JOB), List.of(file(0), file(1)));

        assertThat(again.status()).isEqualTo(JobStatus.PARSING);
        assertThat(again.fence()).isEqualTo(5);
        assertThat(ledger.files(JOB)).containsExactly(file(0), file(1));
        assertThat(ledger.jobs(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void jobsAreListedNewestFirst() {
        ledger.openJob(draft("b", "proteins"), List.of());
        ledger.openJob(draft("c", "genomes"), List.of());

        assertThat(ledger.jobs(Optional.empty(), 10)).extracting(Job::id).containsExactly("c", "b", JOB);
        assertThat(ledger.jobs(Optional.of("proteins"), 10)).extracting(Job::id).containsExactly("b", JOB);
        assertThat(ledger.jobs(Optional.of("proteins"), 1)).extracting(Job::id).containsExactly("b");
        assertThat(ledger.jobs(Optional.of("none"), 10)).isEmpty();
    }

    @Test
    void aFileIsFoundUnderTheReleaseThatRecordedItNewestFirst() {
        var newer = new RawFile(0, file(0).name(), "k", 5, "m", "s", Optional.empty(), "none", "UTF-8", List.of(), "g");
        ledger.openJob(draft("d", "other_dataset_of_the_organization"), List.of(newer));

        assertThat(ledger.recordedFile("uniprot", "2025_06", file(0).name())).contains(newer);
        assertThat(ledger.recordedFile("uniprot", "2025_06", file(1).name())).contains(file(1));
        assertThat(ledger.recordedFile("uniprot", "2025_05", file(1).name())).isEmpty();
        assertThat(ledger.recordedFile("ncbi", "2025_06", file(1).name())).isEmpty();
    }

    @Test
    void aRunWithALowerFenceIsRefused() {
        ledger.beginRun(JOB, 7);

        assertFails(StandardError.LEASE_LOST, () -> ledger.beginRun(JOB, 6));
        ledger.beginRun(JOB, 7);
        assertThat(ledger.job(JOB).orElseThrow().fence()).isEqualTo(7);
    }

    @Test
    void onlyTheRunThatHoldsTheFenceMovesTheJobOn() {
        ledger.beginRun(JOB, 7);

        assertFails(StandardError.LEASE_LOST, () -> ledger.setStatus(JOB, 6, JobStatus.FAILED, Optional.of("late")));
        assertFails(StandardError.LEASE_LOST, () -> ledger.complete(JOB, 6, 1, List.of()));
        assertThat(ledger.job(JOB).orElseThrow().status()).isEqualTo(JobStatus.PARSING);
    }

    @Test
    void theFencesOfOtherJobsAreToldByDataset() {
        ledger.openJob(draft("b"), List.of());
        ledger.openJob(draft("c", "genomes"), List.of());
        assertThat(ledger.fences("proteins", JOB)).isEqualTo(new Ledger.Fences(0, 0));

        ledger.beginRun(JOB, 9);
        ledger.beginRun("b", 4);
        ledger.setStatus("b", 4, JobStatus.STORING, Optional.empty());
        ledger.beginRun("b", 7);
        ledger.setStatus("b", 7, JobStatus.FAILED, Optional.of("it failed"));
        ledger.beginRun("c", 8);

        assertThat(ledger.fences("proteins", JOB)).isEqualTo(new Ledger.Fences(7, 4));
        assertThat(ledger.fences("proteins", "b")).isEqualTo(new Ledger.Fences(9, 0));
        assertThat(ledger.job("b").orElseThrow().publishingFence()).isEqualTo(4);
    }

    @Test
    void everyStatusOfAJobIsKept() {
        for (var status : JobStatus.values()) {
            ledger.setStatus(JOB, 1, status, Optional.of("because of " + status));

            var job = ledger.job(JOB).orElseThrow();
            assertThat(job.status()).isEqualTo(status);
            assertThat(job.message()).contains("because of " + status);
            assertThat(job.completedAt().isPresent()).isEqualTo(status.ended());
        }
        ledger.beginRun(JOB, 2);
        assertThat(ledger.job(JOB).orElseThrow().message()).isEmpty();
    }

    @Test
    void aJobEndsWithItsCommitAndItsMessagesTogether() {
        var message = new OutboxMessage("m-1", JOB, "proteins 1.0", Map.of("version", "1.0", "note", "Å"));

        ledger.complete(JOB, 1, 42, List.of(message));

        var job = another().job(JOB).orElseThrow();
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.commit()).contains(42L);
        assertThat(job.completedAt()).isPresent();
        assertThat(ledger.outbox().undelivered(Optional.empty(), 10)).containsExactly(message);
    }

    @Test
    void aMessageThatTheFenceRefusesIsNotQueued() {
        assertFails(
                StandardError.LEASE_LOST,
                () -> ledger.complete(JOB, 0, 42, List.of(new OutboxMessage("m-1", JOB, "s", Map.of()))));

        assertThat(ledger.outbox().undelivered(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void completingAgainAfterACrashQueuesNoMessageTwice() {
        var first = new OutboxMessage("m-1", JOB, "s", Map.of());
        var second = new OutboxMessage("m-2", JOB, "s", Map.of());
        ledger.complete(JOB, 1, 42, List.of(first, second));
        ledger.outbox().delivered("m-1");

        ledger.complete(JOB, 1, 42, List.of(first, second));

        assertThat(ledger.outbox().undelivered(Optional.empty(), 10)).containsExactly(second);
        ledger.outbox().delivered("m-2");
        ledger.outbox().delivered("m-2");
        assertThat(ledger.outbox().undelivered(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void messagesAreDeliveredInOrderAndByPortions() {
        var messages = IntStream.range(0, 5)
                .mapToObj(i -> new OutboxMessage("z" + (9 - i), JOB, "s" + i, Map.of()))
                .toList();
        ledger.complete(JOB, 1, 1, messages);

        assertThat(ledger.outbox().undelivered(Optional.empty(), 3)).isEqualTo(messages.subList(0, 3));
    }

    @Test
    void aClaimRaisesFenceAndAttemptAndKeepsTheWorkersName() {
        var first = claimed(4);
        ledger.releaseUnit(first, Optional.of(PROBLEM));
        var second = claimed(4);

        assertThat(first).isEqualTo(new Claim(JOB, 4, 1, 1));
        assertThat(second).isEqualTo(new Claim(JOB, 4, 2, 2));
        assertThat(ledger.completedUnits(JOB)).isEqualTo(new BitSet());
    }

    @Test
    void aCompletedUnitCannotBeClaimed() {
        ledger.commitUnit(result(claimed(0), "P1"));

        assertThat(ledger.claim(JOB, 0, WORKER, ATTEMPTS)).isEmpty();
        assertThat(ledger.claim(JOB, 0, WORKER, 1)).isEmpty();
        assertThat(ledger.completedUnits(JOB)).isEqualTo(BitSet.valueOf(new long[] {1}));
    }

    @Test
    void aSecondClaimTakesTheUnitFromTheFirst() {
        var stale = claimed(0);
        var held = another().claim(JOB, 0, WORKER, ATTEMPTS).orElseThrow();

        assertThat(held.fence()).isGreaterThan(stale.fence());
        assertThat(ledger.heartbeat(List.of(stale, held), Duration.ofMinutes(1)))
                .isEqualTo(Map.of(stale, false, held, true));
        assertFails(StandardError.LEASE_LOST, () -> ledger.commitUnit(result(stale, "STALE")));
        ledger.releaseUnit(stale, Optional.of(PROBLEM));
        ledger.commitUnit(result(held, "HELD"));
        assertThat(ledger.taken(JOB, "protein", Set.of("STALE", "HELD"))).containsExactly("HELD");
    }

    @Test
    void nothingOfARefusedCommitStays() {
        var stale = claimed(0);
        var held = claimed(0);
        var full = with(
                with(
                        with(result(stale, "P1"), List.of(letter(3, PROBLEM)), new Counts(2, 0, 1, 1, 0, 0)),
                        new LoadReceipt(0, 1, List.of(upload("P1", "dat")), Map.of("part", "x"))),
                Map.of("s", Instant.EPOCH),
                "warned");

        assertFails(StandardError.LEASE_LOST, () -> ledger.commitUnit(full));

        assertThat(ledger.deadLetters(JOB, 10)).isEmpty();
        assertThat(ledger.receipts(JOB, 0)).isEmpty();
        assertThat(ledger.positions(JOB)).isEmpty();
        assertThat(ledger.counts(JOB)).isEmpty();
        assertThat(ledger.trace("proteins", "P1")).isEmpty();
        ledger.commitUnit(with(result(held, "P1"), new LoadReceipt(0, 1, List.of(upload("P1", "dat")), Map.of())));
    }

    @Test
    void aUnitCommitsOnce() {
        var claim = claimed(0);
        ledger.commitUnit(result(claim, "P1"));

        assertFails(StandardError.LEASE_LOST, () -> ledger.commitUnit(result(claim, "P2")));
        assertThat(ledger.taken(JOB, "protein", Set.of("P1", "P2"))).containsExactly("P1");
    }

    @Test
    void aCompletedUnitKnowsNoHeartbeatAndNoRelease() {
        var claim = claimed(0);
        ledger.commitUnit(result(claim, "P1"));

        ledger.releaseUnit(claim, Optional.of(PROBLEM));

        assertThat(ledger.heartbeat(List.of(claim), Duration.ofSeconds(1))).containsExactly(Map.entry(claim, false));
        assertThat(ledger.completedUnits(JOB).get(0)).isTrue();
    }

    @Test
    void aReleasedUnitIsNoLongerTheWorkers() {
        var claim = claimed(0);
        ledger.releaseUnit(claim, Optional.empty());

        assertThat(ledger.heartbeat(List.of(claim), Duration.ofSeconds(1))).containsExactly(Map.entry(claim, false));
        assertFails(StandardError.LEASE_LOST, () -> ledger.commitUnit(result(claim, "P1")));
    }

    @Test
    void aPoisonUnitFailsAfterItsAttemptsEvenIfNobodyReportsAFailure() {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            assertThat(claimed(0).attempt()).isEqualTo(attempt);
        }

        assertFails(StandardError.ATTEMPTS_EXHAUSTED, () -> claimed(0));
        assertFails(StandardError.ATTEMPTS_EXHAUSTED, () -> claimed(0));
    }

    @Test
    void aUnitThatIsGivenBackWithoutAnErrorKeepsItsAttempts() {
        for (int i = 0; i < ATTEMPTS + 1; i++) {
            var claim = claimed(0);
            assertThat(claim.attempt()).isEqualTo(1);
            ledger.releaseUnit(claim, Optional.empty());
        }
    }

    @Test
    void theLastErrorIsToldWhenTheAttemptsAreUsedUp() {
        ledger.releaseUnit(claimed(0), Optional.of(PROBLEM));
        var last = claimed(0);
        ledger.releaseUnit(last, Optional.of(PROBLEM));

        assertThatThrownBy(() -> ledger.claim(JOB, 0, WORKER, 2)).hasMessageContaining("not a number (12x)");
        assertFails(StandardError.LEASE_LOST, () -> ledger.commitUnit(result(last, "P1")));
    }

    @Test
    void aFailedUnitStopsItsLastWorker() {
        var last = ledger.claim(JOB, 0, WORKER, 1).orElseThrow();
        assertFails(StandardError.ATTEMPTS_EXHAUSTED, () -> ledger.claim(JOB, 0, WORKER, 1));

        assertThat(ledger.heartbeat(List.of(last), Duration.ofSeconds(9))).containsExactly(Map.entry(last, false));
        assertFails(StandardError.LEASE_LOST, () -> ledger.commitUnit(result(last, "P1")));
    }

    @Test
    void aNewRunGivesUnfinishedUnitsTheirAttemptsBackButNeverALowerFence() {
        ledger.commitUnit(result(claimed(0), "P1"));
        var stale = claimed(1);
        var failed = ledger.claim(JOB, 2, WORKER, 1).orElseThrow();
        assertFails(StandardError.ATTEMPTS_EXHAUSTED, () -> ledger.claim(JOB, 2, WORKER, 1));

        ledger.beginRun(JOB, 2);

        assertFails(StandardError.LEASE_LOST, () -> ledger.commitUnit(result(stale, "P2")));
        assertThat(ledger.claim(JOB, 0, WORKER, ATTEMPTS)).isEmpty();
        assertThat(claimed(1)).isEqualTo(new Claim(JOB, 1, stale.fence() + 1, 1));
        assertThat(claimed(2)).isEqualTo(new Claim(JOB, 2, failed.fence() + 1, 1));
    }

    @Test
    void unitsOfTwoJobsAreStrangers() {
        ledger.openJob(draft("b"), List.of(file(0)));
        ledger.commitUnit(result(claimed(0), "P1"));
        var other = ledger.claim("b", 0, WORKER, ATTEMPTS).orElseThrow();

        assertThat(other).isEqualTo(new Claim("b", 0, 1, 1));
        ledger.commitUnit(result(other, "P1"));
        assertThat(ledger.completedUnits("b").cardinality()).isEqualTo(1);
        assertThat(ledger.counts("b")).isEqualTo(ledger.counts(JOB));
    }

    @Test
    void whatIsDoneToAJobThatIsNotThereIsADefect() {
        assertFails(StandardError.DEFECT, () -> ledger.claim("none", 0, WORKER, ATTEMPTS));
        assertFails(StandardError.DEFECT, () -> ledger.beginRun("none", 1));
        assertFails(StandardError.DEFECT, () -> ledger.rootHash("none"));
    }

    @Test
    void countsAddUpByFile() {
        var first = with(result(claimed(0)), List.of(), new Counts(10, 3, 7, 2, 3, 1));
        var second = with(result(claimed(1)), List.of(), new Counts(5, 0, 5, 0, 0, 0));
        var elsewhere = new UnitResult(
                claimed(2),
                new UnitSpan(1, "part-1.dat.gz", 0, 4, 0, 9),
                new Counts(4, 0, 0, 4, 0, 0),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                1);
        List.of(first, second, elsewhere).forEach(ledger::commitUnit);
        claimed(3);

        assertThat(ledger.counts(JOB))
                .isEqualTo(Map.of(0, new Counts(15, 3, 12, 2, 3, 1), 1, new Counts(4, 0, 0, 4, 0, 0)));
        assertThat(ledger.counts(JOB).values()).allMatch(Counts::balanced);
    }

    @Test
    void takenTellsTheKnownFromTheUnknownByTypeAndJob() {
        var many = IntStream.range(0, 1000).mapToObj(i -> "Q" + i).toList();
        ledger.commitUnit(result(claimed(0), many.toArray(String[]::new)));
        ledger.commitUnit(result(claimed(1), List.of(staged("gene", "BRCA1"), staged("gene", "Q1"))));

        assertThat(ledger.taken(JOB, "protein", Set.of("Q1", "Q999", "Q1000", "q1", "BRCA1")))
                .containsExactlyInAnyOrder("Q1", "Q999");
        assertThat(ledger.taken(JOB, "gene", Set.of("Q1", "Q2"))).containsExactly("Q1");
        assertThat(ledger.taken(JOB, "protein", Set.copyOf(many))).hasSize(1000);
        assertThat(ledger.taken(JOB, "protein", Set.of())).isEmpty();
    }

    @Test
    void aUnitMayHaveMoreRecordsThanAreWrittenAtOnce() {
        var loaded = IntStream.range(0, 2_500).mapToObj(i -> "Q" + i).toArray(String[]::new);
        var refused = IntStream.range(0, 1_500).mapToObj(i -> "R" + i).toArray(String[]::new);
        ledger.commitUnit(refusing(result(claimed(0), loaded), refused));

        assertThat(ledger.taken(JOB, "protein", Set.of("Q2499", "R1499", "Q2500", "R1500")))
                .containsExactlyInAnyOrder("Q2499", "R1499");
        assertThat(ledger.counts(JOB)).isEqualTo(Map.of(0, new Counts(4_000, 0, 2_500, 1_500, 0, 0)));
    }

    @Test
    void eachTakenNamesEveryRecordOnce() {
        ledger.commitUnit(result(claimed(1), "B", "A"));
        ledger.commitUnit(result(claimed(0), List.of(staged("gene", "A"))));
        var seen = new ArrayList<String>();

        ledger.eachTaken(JOB, (type, identifier) -> seen.add(type + " " + identifier));

        assertThat(seen).containsExactlyInAnyOrder("protein A", "protein B", "gene A");
    }

    @Test
    void aRefusedRecordTakesItsKeyAndIsFoundByNothingElse() {
        ledger.commitUnit(result(claimed(0), "P1"));
        var hash = ledger.rootHash(JOB);
        ledger.commitUnit(refusing(result(claimed(1)), "BAD1"));
        var seen = new ArrayList<String>();

        ledger.eachTaken(JOB, (type, identifier) -> seen.add(identifier));

        assertThat(seen).containsExactlyInAnyOrder("P1", "BAD1");
        assertThat(ledger.taken(JOB, "protein", Set.of("P1", "BAD1", "P2"))).containsExactlyInAnyOrder("P1", "BAD1");
        assertThat(ledger.rootHash(JOB)).isEqualTo(hash);
        assertThat(ledger.trace("proteins", "BAD1")).isEmpty();
        assertThat(ledger.trace("proteins", "bad1")).isEmpty();
        assertFails(StandardError.DEFECT, () -> {
            ledger.commitUnit(result(claimed(2), "BAD1"));
            ledger.rootHash(JOB);
        });
    }

    @Test
    void aKeyOfTwoUnitsIsADefectThatNamesThemBeforeTheJobCompletes() {
        ledger.commitUnit(result(claimed(3), "P1", "P2"));
        ThrowingCallable second = () -> {
            ledger.commitUnit(result(claimed(5), "P3", "P2"));
            ledger.complete(JOB, 1, 1, List.of());
        };

        assertThatThrownBy(second)
                .isInstanceOfSatisfying(
                        EtlException.class, e -> assertThat(e.code()).isEqualTo(StandardError.DEFECT))
                .hasMessageContaining("protein 'P2' (units 3 and 5)");
        assertThat(ledger.job(JOB).orElseThrow().status()).isEqualTo(JobStatus.PARSING);
    }

    @Test
    void aKeyThatAnEarlierReadHasSeenIsADefectToo() {
        ledger.commitUnit(result(claimed(0), "P1"));
        ledger.rootHash(JOB);
        ThrowingCallable second = () -> {
            ledger.commitUnit(result(claimed(1), "P1"));
            ledger.rootHash(JOB);
        };

        assertThatThrownBy(second).hasMessageContaining("protein 'P1' (units 0 and 1)");
    }

    @Test
    void aKeyTwiceInOneUnitIsADefect() {
        ThrowingCallable twice = () -> {
            ledger.commitUnit(result(claimed(0), "P1", "P1"));
            ledger.rootHash(JOB);
        };

        assertThatThrownBy(twice).hasMessageContaining("protein 'P1' (units 0 and 0)");
    }

    @Test
    void receiptsComeBackInOrderOfUnitsByLoader() {
        for (int unit = 299; unit >= 0; unit--) {
            var first = new LoadReceipt(unit, unit, List.of(upload("P" + unit, "dat")), Map.of("part", "part-" + unit));
            var second = new LoadReceipt(unit, 1, List.of(), Map.of());
            var receipts = unit % 100 == 7 ? new LoadReceipt[0] : new LoadReceipt[] {first, second};
            ledger.commitUnit(with(result(claimed(unit)), receipts));
        }

        var receipts = new ArrayList<LoadReceipt>();
        ledger.receipts(JOB, 0).forEach(receipts::add);

        assertThat(receipts).hasSize(297).extracting(LoadReceipt::unit).isSorted();
        assertThat(receipts.get(41)).isEqualTo(new LoadReceipt(42, 42, List.of(), Map.of("part", "part-42")));
        assertThat(ledger.receipts(JOB, 1)).hasSize(297);
        assertThat(ledger.receipts(JOB, 2)).isEmpty();
    }

    @Test
    void oneRecordMayBeUploadedInSeveralFormatsAndByTwoLoaders() {
        var formats = new LoadReceipt(0, 1, List.of(upload("P1", "dat"), upload("P1", "fasta")), Map.of());
        var copy = new LoadReceipt(0, 1, List.of(upload("P1", "dat")), Map.of());

        ledger.commitUnit(with(result(claimed(0)), formats, copy));

        assertFails(StandardError.DEFECT, () -> ledger.commitUnit(with(result(claimed(1)), formats)));
        assertThat(ledger.completedUnits(JOB).cardinality()).isEqualTo(1);
    }

    @Test
    void theHighestPositionOfEachSeriesCounts() {
        var early = Instant.parse("2026-01-01T00:00:00Z");
        var late = Instant.parse("2026-01-01T00:00:00.000000001Z");
        ledger.commitUnit(with(result(claimed(0)), Map.of("cpi", late, "gdp", early)));
        ledger.commitUnit(with(result(claimed(1)), Map.of("cpi", early)));
        claimed(2);

        assertThat(ledger.positions(JOB)).isEqualTo(Map.of("cpi", late, "gdp", early));
    }

    @Test
    void theRootHashIsThatOfTheDocumentedLines() {
        ledger.commitUnit(result(claimed(1), "b", "a\tc", "é", "𝛼", "\uFFEE"));
        var bare = new StagedRecord("gene\\", "a\nb", null, null, 0, Origin.ofFile(0, "f"));
        ledger.commitUnit(result(claimed(0), List.of(bare)));

        var lines = "gene\\\\\ta\\nb\t\n"
                + "protein\ta\\tc\t" + sha256("a\tc") + "\n"
                + "protein\tb\t" + sha256("b") + "\n"
                + "protein\té\t" + sha256("é") + "\n"
                + "protein\t\uFFEE\t" + sha256("\uFFEE") + "\n"
                + "protein\t𝛼\t" + sha256("𝛼") + "\n";
        assertThat(ledger.rootHash(JOB)).isEqualTo(DigestUtils.sha256Hex(lines.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theRootHashDoesNotDependOnUnitsOrTheirOrder() {
        ledger.commitUnit(result(claimed(0), "A", "B"));
        ledger.commitUnit(result(claimed(1), "C"));
        ledger.openJob(draft("b"), List.of(file(0)));
        ledger.commitUnit(result(ledger.claim("b", 7, WORKER, 1).orElseThrow(), "C", "B", "A"));

        assertThat(ledger.rootHash("b")).isEqualTo(ledger.rootHash(JOB));
        ledger.openJob(draft("c"), List.of());
        assertThat(ledger.rootHash("c")).isEqualTo(DigestUtils.sha256Hex(""));
    }

    @Test
    void deadLettersComeInSourceOrderOneRowPerProblem() {
        var other = Problem.of(StandardError.RECORD_INCONSISTENT, "Cannot trust the length: 3, not 4");
        ledger.commitUnit(with(result(claimed(1)), List.of(letter(20, PROBLEM)), new Counts(1, 0, 0, 1, 0, 0)));
        ledger.commitUnit(with(
                result(claimed(0)),
                List.of(letter(9, PROBLEM, other), letter(3, other)),
                new Counts(2, 0, 0, 2, 0, 0)));

        var letters = ledger.deadLetters(JOB, 10);

        assertThat(letters).extracting(StoredLetter::offset).containsExactly(300L, 900L, 900L, 2000L);
        var first = letters.get(1);
        assertThat(first.code()).isEqualTo("E3004 FIELD_INVALID");
        assertThat(List.of(first.field(), first.hint(), first.type(), first.identifier(), first.source()))
                .containsExactly("mass_da", "write digits only", "protein", "BAD9", "part-0.dat.gz");
        assertThat(List.of(first.job(), first.dataset(), first.message()))
                .containsExactly(JOB, "proteins", PROBLEM.message());
        assertThat(List.of(first.length(), first.line())).containsExactly(90L, 10L);
        assertThat(letters.get(2).field()).isEmpty();
        assertThat(letters).allSatisfy(letter -> assertThat(new String(letter.raw(), StandardCharsets.UTF_8))
                .isEqualTo("raw " + letter.offset() / 100));
        assertThat(ledger.deadLetters(JOB, 2)).hasSize(2);
        assertThat(ledger.deadLetter(first.id()).orElseThrow().message()).isEqualTo(first.message());
        assertThat(ledger.deadLetter(1_000_000)).isEmpty();
    }

    @Test
    void theSliceOfADeadLetterIsCapped() {
        var tooLong = new DeadLetter(
                Origin.ofFile(0, "f"), null, null, List.of(PROBLEM), new byte[DeadLetter.MAX_RAW_BYTES + 1]);
        ledger.commitUnit(with(result(claimed(0)), List.of(tooLong), new Counts(1, 0, 0, 1, 0, 0)));

        var stored = ledger.deadLetters(JOB, 1).get(0);
        assertThat(stored.raw()).hasSize(DeadLetter.MAX_RAW_BYTES);
        assertThat(stored.type() + stored.identifier()).isEmpty();
    }

    @Test
    void aRecordIsTracedToItsPlaceNewestJobFirst() {
        ledger.commitUnit(result(claimed(6), List.of(staged("P1"), staged("gene", "P1"))));
        ledger.openJob(draft("b"), List.of(file(0)));
        ledger.commitUnit(result(ledger.claim("b", 0, WORKER, 1).orElseThrow(), "P1", "P2"));
        ledger.openJob(draft("c", "genomes"), List.of(file(0)));
        ledger.commitUnit(result(ledger.claim("c", 0, WORKER, 1).orElseThrow(), "P1"));

        var traced = ledger.trace("proteins", "P1");

        assertThat(traced).extracting(TracedRecord::job).containsExactly("b", JOB, JOB);
        assertThat(traced.get(2))
                .isEqualTo(new TracedRecord(
                        JOB,
                        "proteins",
                        "2025_06",
                        "protein",
                        "P1",
                        "P1_HUMAN",
                        sha256("P1"),
                        DigestUtils.md5Hex("P1"),
                        DigestUtils.md5Hex("MKP1"),
                        6,
                        2,
                        17,
                        5000,
                        1200,
                        99,
                        "part-0.dat.gz!/a.dat",
                        file(0)));
        assertThat(ledger.trace("proteins", "P9")).isEmpty();
        assertThat(ledger.trace("none", "P1")).isEmpty();
    }

    @Test
    void aTraceIgnoresCaseOnlyWhenNothingMatchesAsWritten() {
        ledger.commitUnit(result(claimed(0), "abc", "ABC", "P12345", "straße", "ÅSE"));

        assertThat(ledger.trace("proteins", "abc"))
                .extracting(TracedRecord::identifier)
                .containsExactly("abc");
        assertThat(ledger.trace("proteins", "aBc"))
                .extracting(TracedRecord::identifier)
                .containsExactlyInAnyOrder("ABC", "abc");
        assertThat(ledger.trace("proteins", "p12345"))
                .extracting(TracedRecord::identifier)
                .containsExactly("P12345");
        assertThat(ledger.trace("proteins", "åse"))
                .extracting(TracedRecord::identifier)
                .containsExactly("ÅSE");
        assertThat(ledger.trace("proteins", "%")).isEmpty();
    }

    @Test
    void identifiersOfAnyScriptAndWithAnySignComeBack() {
        var odd = List.of(
                "é", "日本語", "𝛼-synuclein", "a'b\"c", "a\\b", "tab\there", "line\nbreak", "", " ", "?:x<y>", "e\u0301");
        ledger.commitUnit(result(claimed(0), odd.toArray(String[]::new)));

        assertThat(ledger.taken(JOB, "protein", Set.copyOf(odd))).containsExactlyInAnyOrderElementsOf(odd);
        assertThat(odd).allSatisfy(identifier -> assertThat(ledger.trace("proteins", identifier))
                .extracting(TracedRecord::identifier)
                .containsExactly(identifier));
    }

    @Test
    void aKeyThatNotEveryDatabaseCanHoldIsRefusedAndNothingStays() {
        var claim = claimed(0);
        for (var bad : List.of("a\0b", "\uD835", "\uDEFC\uD835", "x\uD835y")) {
            assertFails(StandardError.DEFECT, () -> ledger.commitUnit(result(claim, "GOOD", bad)));
        }

        ledger.commitUnit(result(claim, "GOOD"));
        assertThat(ledger.trace("proteins", "GOOD")).hasSize(1);
    }

    @Test
    void textForPeopleIsMendedWhereItCannotBeStored() {
        var odd = Problem.of(StandardError.FIELD_INVALID, "bad \0 and \uD835 but \uD835\uDEFC");
        ledger.commitUnit(with(result(claimed(0)), List.of(letter(0, odd)), new Counts(1, 0, 0, 1, 0, 0)));
        ledger.setStatus(JOB, 1, JobStatus.FAILED, Optional.of("\0"));

        assertThat(ledger.deadLetters(JOB, 1).get(0).message()).isEqualTo("bad \uFFFD and \uFFFD but \uD835\uDEFC");
        assertThat(ledger.job(JOB).orElseThrow().message()).contains("\uFFFD");
    }

    @Test
    void anUnknownStatusIsAnErrorThatNamesIt() {
        claimed(4);
        writeStatus(JOB, 4, "archived");

        assertThatThrownBy(() -> ledger.completedUnits(JOB))
                .hasMessageContaining("unit 4")
                .hasMessageContaining("archived");
        assertThatThrownBy(() -> claimed(4)).hasMessageContaining("'archived'");

        writeStatus(JOB, -1, "paused");
        assertFails(StandardError.LEDGER_INCOMPATIBLE, () -> ledger.job(JOB));
        assertThatThrownBy(() -> ledger.jobs(Optional.empty(), 9)).hasMessageContaining("'paused'");
    }

    @Test
    void twoLedgersOnOneDatabaseSeeEachOther() {
        var other = another();
        var claim = claimed(0);

        other.commitUnit(result(claim, "P1"));

        assertThat(ledger.completedUnits(JOB).get(0)).isTrue();
        assertThat(ledger.claim(JOB, 0, WORKER, ATTEMPTS)).isEmpty();
        assertThat(ledger.rootHash(JOB)).isEqualTo(other.rootHash(JOB));
    }

    @Test
    void aCrashWithinACommitLeavesNothing() {
        var claim = claimed(0);

        crashWithinCommit(JOB);

        assertThat(ledger.completedUnits(JOB).isEmpty()).isTrue();
        assertThat(ledger.heartbeat(List.of(claim), Duration.ofSeconds(9))).containsExactly(Map.entry(claim, true));
        ledger.commitUnit(result(claim, "P1"));
        assertThat(another().rootHash(JOB)).isEqualTo(ledger.rootHash(JOB));
    }

    @Test
    void reopeningAndRereadingAFinishedJobWritesNothing() {
        ledger.commitUnit(result(claimed(0), "P1"));
        ledger.complete(JOB, 1, 1, List.of());
        var before = fingerprint();

        var again = another();
        again.openJob(draft(JOB), List.of(file(0), file(1)));
        again.rootHash(JOB);
        again.taken(JOB, "protein", Set.of("P1"));
        again.trace("proteins", "p1");
        again.completedUnits(JOB);

        assertThat(fingerprint()).isEqualTo(before);
    }

    @Test
    void reservedUnitsAreTheLowestAndGoToNobodyElse() {
        ledger.queue().plan(JOB, 1, 0, 4);
        ledger.queue().plan(JOB, 1, 3, 6);
        ledger.commitUnit(result(claimed(1), "P1"));

        var first = ledger.queue().reserve(JOB, UnitKind.PARSE_BATCH, WORKER, 2);
        var second = another().queue().reserve(JOB, UnitKind.PARSE_BATCH, WORKER, 9);

        assertThat(first).containsExactly(new Claim(JOB, 0, 1, 0), new Claim(JOB, 2, 1, 0));
        assertThat(second).extracting(Claim::unit).containsExactly(3, 4, 5, 6);
        assertThat(ledger.queue().reserve(JOB, UnitKind.PARSE_BATCH, WORKER, 9)).isEmpty();
        assertThat(ledger.heartbeat(first, Duration.ofSeconds(9)).values()).containsOnly(true);
    }

    @Test
    void anAttemptIsCountedWhenTheWorkBegins() {
        ledger.queue().plan(JOB, 1, 0, 0);
        var reserved =
                ledger.queue().reserve(JOB, UnitKind.PARSE_BATCH, WORKER, 1).get(0);
        ledger.releaseUnit(new Claim(JOB, 0, reserved.fence(), 0), Optional.of(PROBLEM));
        var again = ledger.queue().reserve(JOB, UnitKind.PARSE_BATCH, WORKER, 1).get(0);

        var begun = ledger.queue().begin(again, ATTEMPTS).orElseThrow();

        assertThat(begun).isEqualTo(new Claim(JOB, 0, 2, 1));
        assertThat(ledger.queue().begin(reserved, ATTEMPTS)).isEmpty();
        ledger.commitUnit(result(begun, "P1"));
        assertThat(ledger.queue().begin(again, ATTEMPTS)).isEmpty();
        assertThat(ledger.queue().reserve(JOB, UnitKind.PARSE_BATCH, WORKER, 1)).isEmpty();
    }

    /** Its lease is past as soon as it has it. */
    private static final Worker DEAD = new Worker("dead", "host", Duration.ofSeconds(-1));

    @Test
    void aUnitWhoseLeaseIsPastIsTakenOverAndItsFormerOwnerStopped() {
        ledger.queue().plan(JOB, 1, 0, 1);
        var stale = ledger.queue()
                .begin(
                        ledger.queue()
                                .reserve(JOB, UnitKind.PARSE_BATCH, DEAD, 1)
                                .get(0),
                        ATTEMPTS)
                .orElseThrow();

        var held =
                another().queue().reserve(JOB, UnitKind.PARSE_BATCH, WORKER, 1).get(0);

        assertThat(held).isEqualTo(new Claim(JOB, 0, stale.fence() + 1, 1));
        assertFails(StandardError.LEASE_LOST, () -> ledger.commitUnit(result(stale, "STALE")));
        assertThat(ledger.queue().begin(stale, ATTEMPTS)).isEmpty();
        ledger.commitUnit(result(ledger.queue().begin(held, ATTEMPTS).orElseThrow(), "HELD"));
        assertThat(ledger.taken(JOB, "protein", Set.of("STALE", "HELD"))).containsExactly("HELD");
    }

    @Test
    void aUnitThatKillsItsWorkersFailsAfterItsAttempts() {
        ledger.queue().plan(JOB, 1, 0, 0);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var reserved =
                    ledger.queue().reserve(JOB, UnitKind.PARSE_BATCH, DEAD, 1).get(0);
            assertThat(ledger.queue().begin(reserved, ATTEMPTS).orElseThrow().attempt())
                    .isEqualTo(attempt);
        }
        var last = ledger.queue().reserve(JOB, UnitKind.PARSE_BATCH, DEAD, 1).get(0);

        assertFails(StandardError.ATTEMPTS_EXHAUSTED, () -> ledger.queue().begin(last, ATTEMPTS));
        assertThat(ledger.queue().reserve(JOB, UnitKind.PARSE_BATCH, WORKER, 1)).isEmpty();
        ledger.beginRun(JOB, 2);
        assertThat(ledger.queue().reserve(JOB, UnitKind.PARSE_BATCH, WORKER, 1))
                .containsExactly(new Claim(JOB, 0, last.fence() + 1, 0));
    }

    /** Something that changes with every write. */
    abstract String fingerprint();

    @Test
    void everyUnitOfAStormCompletesExactlyOnce() throws Exception {
        int units = 400;
        var ledgers = List.of(ledger, another());
        var commits = new AtomicIntegerArray(units);
        var start = new CyclicBarrier(8);
        var threads = Executors.newFixedThreadPool(8);
        var running = new ArrayList<Future<Integer>>();
        for (int i = 0; i < 8; i++) {
            var mine = ledgers.get(i % 2);
            int from = i * 50;
            Callable<Integer> work = () -> {
                start.await();
                return IntStream.range(0, units)
                        .map(unit -> storm(mine, (from + unit) % units, commits))
                        .sum();
            };
            running.add(threads.submit(work));
        }
        int committed = 0;
        for (var future : running) {
            committed += future.get(120, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(committed).isEqualTo(units);
        assertThat(IntStream.range(0, units).map(commits::get)).containsOnly(1);
        assertThat(ledger.completedUnits(JOB).cardinality()).isEqualTo(units);
        assertThat(ledger.counts(JOB)).isEqualTo(Map.of(0, new Counts(units, 0, units, 0, 0, 0)));
    }

    private int storm(Ledger mine, int unit, AtomicIntegerArray commits) {
        var claim = mine.claim(JOB, unit, WORKER, 1000);
        if (claim.isEmpty()) {
            return 0;
        }
        try {
            mine.commitUnit(result(claim.get(), "U" + unit));
            commits.incrementAndGet(unit);
            return 1;
        } catch (EtlException e) {
            assertThat(e.code()).isEqualTo(StandardError.LEASE_LOST);
            return 0;
        }
    }
}
