package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.PROBLEM;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.WORKER;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.draft;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.file;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.letter;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.upload;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.with;
import static dev.tributary.etl.core.internal.ledger.StagingSamples.Line.deletion;
import static dev.tributary.etl.core.internal.ledger.StagingSamples.losses;
import static dev.tributary.etl.core.internal.ledger.StagingSamples.parsed;
import static dev.tributary.etl.core.internal.ledger.StagingSamples.result;
import static dev.tributary.etl.core.internal.ledger.StagingSamples.row;
import static dev.tributary.etl.core.internal.ledger.StagingSamples.staged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.ledger.StagingSamples.Line;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.LoadReceipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger does with staged jobs, whatever its database. */
abstract class StagingContract {
    private static final String JOB = "a1b2c3";
    private static final long FENCE = 5;
    private static final int ATTEMPTS = 3;
    private Ledger ledger;
    private Staging staging;

    /** Opens a ledger over the test's one database. */
    abstract Ledger open();

    /** All that a statement finds, a line each. */
    abstract List<String> query(String sql);

    @BeforeEach
    final void begin() {
        ledger = open();
        staging = ledger.staging();
        ledger.openJob(draft(JOB), List.of(file(0), file(1)));
        ledger.beginRun(JOB, FENCE);
    }

    @AfterEach
    final void end() {
        ledger.close();
    }

    private static void assertFails(StandardError code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EtlException.class, e -> assertThat(e.code())
                .as("code of: %s", e)
                .isEqualTo(code));
    }

    private Claim claim(UnitKind kind) {
        var reserved = ledger.queue().reserve(JOB, kind, WORKER, 1).get(0);
        return ledger.queue().begin(reserved, ATTEMPTS).orElseThrow();
    }

    /** Parses units with these lines in a job of its own right, and says that they are all. */
    @SafeVarargs
    private void parse(List<Line>... units) {
        ledger.queue().plan(JOB, FENCE, 0, units.length - 1);
        for (var lines : units) {
            var claim = claim(UnitKind.PARSE_BATCH);
            staging.commitParsed(parsed(claim, lines.size()), staged(claim.unit(), lines));
        }
        staging.framed(JOB, FENCE, units.length);
    }

    private static List<Line> lines(String... identifiers) {
        return Arrays.stream(identifiers).map(Line::of).toList();
    }

    private List<PackedRecord> records(int unit) {
        return StreamSupport.stream(staging.unit(JOB, unit).records().spliterator(), false)
                .toList();
    }

    /** What is left of the job: unit, identifier and what is to be done. */
    private List<String> left(int units) {
        return IntStream.range(0, units)
                .boxed()
                .flatMap(unit -> records(unit).stream()
                        .map(r -> unit + " " + r.row().identifier() + " "
                                + r.kind().word()))
                .toList();
    }

    /** Decides; what is not to be loaded then, by file. */
    private Map<Integer, Counts> decided(String job, long fence, DuplicateRule rule) {
        staging.decide(job, fence, rule);
        return losses(ledger, job);
    }

    private void store(int... refused) {
        var claim = claim(UnitKind.STORE_BATCH);
        var unit = staging.unit(JOB, claim.unit());
        var no = new BitSet();
        Arrays.stream(refused).forEach(no::set);
        long waiting = 0;
        long rejected = 0;
        for (var record : unit.records()) {
            waiting += record.kind() == PackedRecord.Kind.REJECTED ? 0 : 1;
            rejected += record.kind() == PackedRecord.Kind.REJECTED ? 1 : 0;
        }
        var counts = new Counts(0, 0, waiting - no.cardinality(), rejected + no.cardinality(), 0, unit.duplicates());
        staging.commitStored(result(claim, counts), no);
    }

    @Test
    void whatAUnitStagedComesBackAsItWas() {
        parse(lines("P1", "P2", "P3"), List.of(), lines("Q1"));
        staging.decide(JOB, FENCE, DuplicateRule.FIRST);

        var records = records(0);
        assertThat(records)
                .extracting(PackedRecord::row)
                .containsExactly(row(0, 0, "P1"), row(0, 1, "P2"), row(0, 2, "P3"));
        assertThat(records).extracting(PackedRecord::place).containsExactly(0, 1, 2);
        assertThat(records)
                .extracting(r -> new String(r.data(), StandardCharsets.UTF_8).replace(" ", ""))
                .containsExactly("{\"place\":\"0.0\"}", "{\"place\":\"0.1\"}", "{\"place\":\"0.2\"}");
        assertThat(records)
                .extracting(r -> staging.shape(r.shape()))
                .containsExactly("even shape", "odd shape", "even shape");
        assertThat(records(1)).isEmpty();
        assertThat(staging.unit(JOB, 2).span()).isEqualTo(new UnitSpan(1, "part-1.dat.gz", 0, 1, 2000, 900));
        assertThat(records(2)).extracting(PackedRecord::row).containsExactly(row(2, 0, "Q1"));
    }

    @Test
    void aUnitOfManyPagesIsReadInOrderAlsoBetweenTheRowsOfOthers() {
        int many = 1_234;
        ledger.queue().plan(JOB, FENCE, 0, 1);
        var identifiers = IntStream.range(0, many).mapToObj(i -> "P" + i).toArray(String[]::new);
        var first = claim(UnitKind.PARSE_BATCH);
        var second = claim(UnitKind.PARSE_BATCH);
        staging.commitParsed(parsed(second, 1), staged(1, lines("other")));
        staging.commitParsed(parsed(first, many), staged(0, lines(identifiers)));
        staging.framed(JOB, FENCE, 2);
        staging.decide(JOB, FENCE, DuplicateRule.FIRST);

        assertThat(records(0)).extracting(r -> r.row().identifier()).containsExactly(identifiers);
        assertThat(records(1)).extracting(r -> r.row().identifier()).containsExactly("other");
        assertThat(query("SELECT count(*) FROM ingestion_record_shapes")).containsExactly("2");
    }

    @Test
    void aJobGoesFromFramingToStored() {
        assertThat(staging.state(JOB))
                .isEqualTo(
                        new StagingState(OptionalInt.empty(), false, StagingState.Units.NONE, StagingState.Units.NONE));

        parse(lines("P1", "P2"), lines("P1", "P3"));
        assertThat(staging.state(JOB).allParsed()).isTrue();
        assertThat(ledger.queue().reserve(JOB, UnitKind.STORE_BATCH, WORKER, 9)).isEmpty();

        assertThat(decided(JOB, FENCE, DuplicateRule.FIRST)).isEqualTo(Map.of(0, new Counts(0, 0, 0, 0, 0, 1)));
        assertThat(staging.state(JOB).store()).isEqualTo(new StagingState.Units(2, 0, 0));
        store();
        store(1);

        assertThat(staging.state(JOB))
                .isEqualTo(new StagingState(
                        OptionalInt.of(2), true, new StagingState.Units(2, 2, 0), new StagingState.Units(2, 2, 0)));
        assertThat(staging.state(JOB).allStored()).isTrue();
        assertThat(ledger.counts(JOB)).isEqualTo(Map.of(0, new Counts(4, 0, 2, 1, 0, 1)));
        assertThat(ledger.taken(JOB, "protein", Set.of("P1", "P2", "P3", "P4")))
                .containsExactlyInAnyOrder("P1", "P2", "P3");
        assertThat(query("SELECT record_identifier, status FROM ingestion_staged_records ORDER BY unit, row_no"))
                .containsExactly("P1 stored", "P2 stored", "P1 duplicate", "P3 failed");
    }

    @Test
    void stagedAndDirectJobsOfTheSameRecordsHaveOneRootHashAndTrace() {
        parse(lines("P1", "P2"), List.of(deletion("P9"), Line.of("P1"), Line.of("P3")));
        staging.decide(JOB, FENCE, DuplicateRule.FIRST);
        store();
        store();
        ledger.complete(JOB, FENCE, 1, List.of());

        ledger.openJob(draft("direct"), List.of(file(0)));
        ledger.beginRun("direct", 9);
        var claim = ledger.claim("direct", 0, WORKER, 1).orElseThrow();
        ledger.commitUnit(LedgerSamples.result(claim, List.of(row(0, 0, "P1"), row(0, 1, "P2"), row(1, 2, "P3"))));

        assertThat(ledger.rootHash(JOB)).isEqualTo(ledger.rootHash("direct"));
        assertThat(ledger.trace("proteins", "P3"))
                .extracting(t -> t.job() + " " + t.unit() + " " + t.ordinal() + " " + t.source())
                .contains(JOB + " 1 12 part-0.dat.gz");
        assertThat(ledger.trace("proteins", "P1")).extracting(TracedRecord::job).containsExactly("direct", JOB);
        assertThat(ledger.trace("proteins", "P9")).isEmpty();
    }

    @Test
    void ofRecordsWithOneKeyTheRuleKeepsOne() {
        parse(lines("A", "B", "A"), lines("A", "B", "C"));
        assertThat(decided(JOB, FENCE, DuplicateRule.LAST)).isEqualTo(Map.of(0, new Counts(0, 0, 0, 0, 0, 3)));

        assertThat(left(2)).containsExactly("1 A staged", "1 B staged", "1 C staged");
        assertThat(staging.unit(JOB, 0).duplicates()).isEqualTo(3);
    }

    @Test
    void theNewestIsKeptAndNoneLosesAgainstAny() {
        parse(
                List.of(Line.newest("A", "2020"), Line.newest("B", "2021"), Line.newest("C", null)),
                List.of(Line.newest("A", "2019"), Line.newest("B", "2021"), Line.newest("C", "1990")),
                List.of(Line.newest("C", null), Line.newest("D", null), Line.newest("D", null)));
        staging.decide(JOB, FENCE, DuplicateRule.NEWEST);

        assertThat(left(3)).containsExactly("0 A staged", "1 B staged", "1 C staged", "2 D staged");
        assertThat(records(2)).extracting(PackedRecord::place).containsExactly(2);
    }

    @Test
    void aFieldThatNoRecordHasMakesNoRecordTheNewest() {
        parse(lines("A", "B"), lines("A"));

        assertThatThrownBy(() -> staging.decide(JOB, FENCE, DuplicateRule.NEWEST))
                .isInstanceOfSatisfying(
                        EtlException.class, e -> assertThat(e.code()).isEqualTo(StandardError.OPTION_INVALID))
                .hasMessageContaining("no record has the field that 'duplicates' names");
        assertThat(staging.state(JOB).decided()).isFalse();
    }

    @Test
    void aKeyThatComesAgainIsRejectedWithAllItsRecords() {
        parse(lines("A", "B"), lines("A"), lines("A", "C"));
        var losses = decided(JOB, FENCE, DuplicateRule.REJECT);

        assertThat(losses).isEqualTo(Map.of(0, new Counts(0, 0, 0, 2, 0, 0), 1, new Counts(0, 0, 0, 1, 0, 0)));
        assertThat(decided(JOB, FENCE, DuplicateRule.REJECT)).isEqualTo(losses);
        assertThat(ledger.counts(JOB).values())
                .as("of completed units")
                .allSatisfy(counts -> assertThat(counts.rejected()).isZero());
        assertThat(left(3)).containsExactly("0 A rejected", "0 B staged", "1 A rejected", "2 A rejected", "2 C staged");
        assertThat(ledger.deadLetters(JOB, 9))
                .extracting(l -> l.message() + " " + l.code() + " " + l.hint() + " " + l.source() + " " + l.offset())
                .containsExactly(rejection(0), rejection(1), rejection(2));
        for (int i = 0; i < 3; i++) {
            store();
        }
        assertThat(ledger.counts(JOB))
                .isEqualTo(Map.of(0, new Counts(3, 0, 1, 2, 0, 0), 1, new Counts(2, 0, 1, 1, 0, 0)));
    }

    private static String rejection(int unit) {
        var row = row(unit, 0, "A");
        var problem = DuplicateRule.rejection(row);
        return problem.message() + " " + problem.code().label() + " "
                + problem.hint().orElseThrow() + " " + row.origin().source() + " "
                + row.origin().offset();
    }

    @Test
    void lettersWithTheirBytesTakeThePlaceOfThoseOfTheDecision() {
        parse(lines("A", "A"));
        staging.decide(JOB, FENCE, DuplicateRule.REJECT);
        var claim = claim(UnitKind.STORE_BATCH);
        var letters = records(0).stream()
                .map(r -> new DeadLetter(
                        r.row().origin(),
                        r.row().type(),
                        r.row().identifier(),
                        List.of(DuplicateRule.rejection(r.row())),
                        new byte[] {'>'}))
                .toList();
        var counts = new Counts(0, 0, 0, 2, 0, 0);
        staging.commitStored(with(result(claim, counts), letters, counts), new BitSet());

        assertThat(ledger.deadLetters(JOB, 9))
                .extracting(l -> new String(l.raw(), StandardCharsets.UTF_8))
                .containsExactly(">", ">");
    }

    @Test
    void aDeletionOverridesWhatStandsBeforeItAndNothingBehindIt() {
        parse(
                List.of(Line.of("gone"), Line.of("again"), Line.of("twice"), Line.of("kept")),
                List.of(deletion("gone"), deletion("again"), deletion("twice"), deletion("never")),
                List.of(Line.of("again"), Line.of("twice"), deletion("twice"), deletion("gone"), Line.of("again")));
        staging.decide(JOB, FENCE, DuplicateRule.FIRST);

        assertThat(left(3))
                .containsExactly(
                        "0 kept staged", "1 never deleting", "2 again staged", "2 twice deleting", "2 gone deleting");
        assertThat(records(2).get(0).place()).isZero();
        for (int i = 0; i < 3; i++) {
            store();
        }
        assertThat(query("SELECT record_identifier FROM ingestion_staged_records WHERE status = 'deleted' ORDER BY 1"))
                .containsExactly("gone", "never", "twice");
        assertThat(ledger.taken(JOB, "protein", Set.of("gone", "again", "kept")))
                .containsExactlyInAnyOrder("again", "kept");
    }

    @Test
    void recordsBehindADeletionAreRejectedAmongThemselves() {
        parse(
                List.of(Line.of("A"), deletion("A"), Line.of("A")),
                List.of(Line.of("B"), deletion("B"), Line.of("B"), Line.of("B")));
        staging.decide(JOB, FENCE, DuplicateRule.REJECT);

        assertThat(left(2)).containsExactly("0 A staged", "1 B rejected", "1 B rejected");
    }

    @Test
    void typesAreApart() {
        ledger.queue().plan(JOB, FENCE, 0, 0);
        var claim = claim(UnitKind.PARSE_BATCH);
        var one = staged(0, lines("A", "A")).records().iterator().next();
        var other =
                new PackedRecord(LedgerSamples.staged("gene", "A"), 1, PackedRecord.Kind.RECORD, null, 0, one.data());
        staging.commitParsed(parsed(claim, 2), new StagedRecords(List.of(one, other), List.of("s")));
        staging.framed(JOB, FENCE, 1);

        assertThat(decided(JOB, FENCE, DuplicateRule.REJECT)).isEmpty();
    }

    @Test
    void aDecisionIsMadeOnceAndByWhoeverHoldsTheJob() {
        parse(lines("A"), lines("A"));
        assertFails(StandardError.LEASE_LOST, () -> staging.decide(JOB, FENCE - 1, DuplicateRule.FIRST));

        var losses = decided(JOB, FENCE, DuplicateRule.FIRST);
        store();

        ledger.beginRun(JOB, FENCE + 1);
        assertThat(decided(JOB, FENCE + 1, DuplicateRule.LAST)).isEqualTo(losses);
        assertThat(left(2)).isEmpty();
        assertThat(staging.state(JOB).store()).isEqualTo(new StagingState.Units(2, 1, 0));
    }

    @Test
    void nothingIsDecidedBeforeAllIsParsed() {
        ledger.queue().plan(JOB, FENCE, 0, 1);
        staging.framed(JOB, FENCE, 2);
        var claim = claim(UnitKind.PARSE_BATCH);
        staging.commitParsed(parsed(claim, 1), staged(0, lines("A")));

        assertFails(StandardError.DEFECT, () -> staging.decide(JOB, FENCE, DuplicateRule.FIRST));
        assertFails(StandardError.DEFECT, () -> staging.unit(JOB, 1));
        assertThat(query("SELECT count(*) FROM ingestion_work_units WHERE unit_type = 'store_batch'"))
                .containsExactly("0");
    }

    @Test
    void aJobOfNoUnitsIsDecidedAndStoredAtOnce() {
        staging.framed(JOB, FENCE, 0);

        assertThat(decided(JOB, FENCE, DuplicateRule.FIRST)).isEmpty();
        assertThat(staging.state(JOB).allStored()).isTrue();
    }

    @Test
    void onlyTheRunThatHoldsTheJobPlansItsUnits() {
        assertFails(StandardError.LEASE_LOST, () -> ledger.queue().plan(JOB, FENCE + 1, 0, 3));
        assertFails(StandardError.LEASE_LOST, () -> staging.framed(JOB, FENCE - 1, 3));

        assertThat(staging.state(JOB).parse().planned()).isZero();
        assertThat(staging.state(JOB).framed()).isEmpty();
    }

    @Test
    void aWorkerWhoseUnitWasTakenOverStagesNothing() {
        ledger.queue().plan(JOB, FENCE, 0, 0);
        var dead = new Worker("dead", "host", Duration.ofSeconds(-1));
        var stale = ledger.queue()
                .begin(
                        ledger.queue()
                                .reserve(JOB, UnitKind.PARSE_BATCH, dead, 1)
                                .get(0),
                        ATTEMPTS)
                .orElseThrow();
        var held = claim(UnitKind.PARSE_BATCH);

        assertFails(StandardError.LEASE_LOST, () -> staging.commitParsed(parsed(stale, 1), staged(0, lines("stale"))));
        staging.commitParsed(parsed(held, 1), staged(0, lines("held")));
        assertFails(StandardError.LEASE_LOST, () -> staging.commitParsed(parsed(held, 1), staged(0, lines("twice"))));
        staging.framed(JOB, FENCE, 1);
        staging.decide(JOB, FENCE, DuplicateRule.FIRST);
        assertThat(left(1)).containsExactly("0 held staged");

        var slow = ledger.queue()
                .begin(
                        ledger.queue()
                                .reserve(JOB, UnitKind.STORE_BATCH, dead, 1)
                                .get(0),
                        ATTEMPTS)
                .orElseThrow();
        store();
        assertFails(
                StandardError.LEASE_LOST,
                () -> staging.commitStored(result(slow, new Counts(0, 0, 1, 0, 0, 0)), new BitSet()));
        assertThat(left(1)).isEmpty();
    }

    @Test
    void aStoreUnitThatLostARecordIsNotCommitted() {
        parse(lines("A", "B"));
        staging.decide(JOB, FENCE, DuplicateRule.FIRST);
        var claim = claim(UnitKind.STORE_BATCH);

        assertFails(
                StandardError.COUNTS_MISMATCH,
                () -> staging.commitStored(result(claim, new Counts(0, 0, 1, 0, 0, 0)), new BitSet()));

        assertThat(left(1)).hasSize(2);
        assertThat(ledger.heartbeat(List.of(claim), Duration.ofSeconds(9))).containsExactly(Map.entry(claim, true));
    }

    @Test
    void unitsOfBothKindsLiveAndDieOnTheirOwn() {
        parse(lines("A"), lines("B"));
        staging.decide(JOB, FENCE, DuplicateRule.FIRST);
        var one = claim(UnitKind.STORE_BATCH);
        var other = claim(UnitKind.STORE_BATCH);
        var parse = new Claim(JOB, 0, one.fence(), 1);

        assertThat(ledger.heartbeat(List.of(one, parse, other), Duration.ofSeconds(9)))
                .containsExactly(Map.entry(one, true), Map.entry(parse, false), Map.entry(other, true));
        ledger.releaseUnit(other, Optional.of(PROBLEM));
        assertThat(claim(UnitKind.STORE_BATCH)).isEqualTo(new Claim(JOB, UnitKind.STORE_BATCH, 1, 2, 2));
    }

    @Test
    void aUnitOutOfAttemptsIsTold() {
        parse(lines("A"));
        staging.decide(JOB, FENCE, DuplicateRule.FIRST);
        assertThat(staging.failure(JOB)).isEmpty();
        for (int i = 0; i < ATTEMPTS; i++) {
            ledger.releaseUnit(claim(UnitKind.STORE_BATCH), Optional.of(PROBLEM));
        }
        assertFails(StandardError.ATTEMPTS_EXHAUSTED, () -> claim(UnitKind.STORE_BATCH));

        assertThat(staging.failure(JOB))
                .contains(new FailedUnit(UnitKind.STORE_BATCH, 0, ATTEMPTS, PROBLEM.toString()));
        assertThat(staging.state(JOB).store()).isEqualTo(new StagingState.Units(1, 0, 1));
        ledger.beginRun(JOB, FENCE);
        assertThat(staging.state(JOB).store().failed()).isZero();
    }

    @Test
    void whatElseUnitsLeaveIsKept() {
        ledger.queue().plan(JOB, FENCE, 0, 0);
        var claim = claim(UnitKind.PARSE_BATCH);
        var counts = new Counts(2, 0, 0, 1, 0, 0);
        var rejects = with(result(claim, counts), List.of(letter(1, PROBLEM)), counts);
        staging.commitParsed(with(rejects, Map.of("gdp", Instant.EPOCH), "odd"), staged(0, lines("A")));
        staging.framed(JOB, FENCE, 1);
        staging.decide(JOB, FENCE, DuplicateRule.FIRST);
        var store = claim(UnitKind.STORE_BATCH);
        var receipt = new LoadReceipt(0, 1, List.of(upload("A", "dat")), Map.of("part", "part-00000.ndjson"));
        staging.commitStored(with(result(store, new Counts(0, 0, 1, 0, 0, 0)), receipt), new BitSet());

        assertThat(ledger.deadLetters(JOB, 9)).hasSize(1);
        assertThat(ledger.positions(JOB)).isEqualTo(Map.of("gdp", Instant.EPOCH));
        assertThat(ledger.receipts(JOB, 0))
                .containsExactly(new LoadReceipt(0, 1, List.of(), Map.of("part", "part-00000.ndjson")));
        assertThat(ledger.uploads(JOB, Optional.empty(), 9)).hasSize(1);
        assertThat(query("SELECT message FROM ingestion_job_logs")).containsExactly("odd");
        assertThat(ledger.counts(JOB)).isEqualTo(Map.of(0, new Counts(2, 0, 1, 1, 0, 0)));
    }

    @Test
    void progressCountsBothKinds() {
        ledger.queue().plan(JOB, FENCE, 0, 1);
        var claim = claim(UnitKind.PARSE_BATCH);
        staging.commitParsed(parsed(claim, 1), staged(0, lines("A")));
        assertThat(progress()).containsExactly("50 2 1 0 0");

        staging.framed(JOB, FENCE, 2);
        assertThat(progress()).containsExactly("25 2 1 0 0");

        staging.commitParsed(parsed(claim(UnitKind.PARSE_BATCH), 1), staged(1, lines("A")));
        staging.decide(JOB, FENCE, DuplicateRule.FIRST);
        store();
        assertThat(progress()).containsExactly("75 2 2 2 1");
    }

    private List<String> progress() {
        return query(
                        "SELECT units_percent, parse_units, parse_units_completed, store_units, store_units_completed FROM job_progress")
                .stream()
                .map(line -> line.replace(".0 ", " "))
                .toList();
    }

    @Test
    void otherJobsAreLeftAlone() {
        parse(lines("A"));
        ledger.openJob(draft("b"), List.of(file(0)));
        ledger.beginRun("b", 1);
        ledger.queue().plan("b", 1, 0, 0);
        var claim = ledger.queue()
                .begin(
                        ledger.queue()
                                .reserve("b", UnitKind.PARSE_BATCH, WORKER, 1)
                                .get(0),
                        1)
                .orElseThrow();
        staging.commitParsed(parsed(claim, 2), staged(0, lines("A", "A")));
        staging.framed("b", 1, 1);

        assertThat(decided(JOB, FENCE, DuplicateRule.FIRST)).isEmpty();
        assertThat(decided("b", 1, DuplicateRule.FIRST)).hasSize(1);
        assertThat(left(1)).containsExactly("0 A staged");
    }

    @Test
    void textOfAnyScriptComesBackAndKeysThatNoDatabaseHoldsAreRefused() {
        var identifiers =
                Stream.of("é\\n", "tab\there", "𝛼", "a\nb", "%", "\"").toArray(String[]::new);
        parse(lines(identifiers));
        assertThat(records(0)).extracting(r -> r.row().identifier()).containsExactly(identifiers);

        ledger.queue().plan(JOB, FENCE, 1, 1);
        var claim = claim(UnitKind.PARSE_BATCH);
        assertFails(StandardError.DEFECT, () -> staging.commitParsed(parsed(claim, 1), staged(1, lines("a\0b"))));
        var names = new ArrayList<>(lines("fine"));
        staging.commitParsed(parsed(claim, 1), staged(1, names));
        assertThat(records(1)).hasSize(1);
    }
}
