package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.LoadReceipt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The rows of units and the edges between their states. Stateless; the caller owns the transaction. */
final class UnitTable {
    private static final int RECEIPTS_PER_PAGE = 256;
    private final LedgerDatabase database;
    private final JsonColumn json;

    UnitTable(LedgerDatabase database, JsonColumn json) {
        this.database = database;
        this.json = json;
    }

    /** A wish to work on a unit. */
    record Wish(String job, int unit, int maxAttempts) {}

    /** What came of a wish: the claim, or the unit as it stands that cannot be claimed. */
    record Outcome(Optional<Claim> claim, Optional<Exhausted> exhausted) {
        /** The claim; ATTEMPTS_EXHAUSTED is thrown outside of the transaction, so that the unit stays failed. */
        Optional<Claim> claimed(String job, int unit) {
            exhausted.ifPresent(e -> {
                throw new EtlException(
                        StandardError.ATTEMPTS_EXHAUSTED,
                        "Cannot work on unit " + unit + " of job " + job + ": it failed " + e.attempts()
                                + " times, at last with: " + e.lastError());
            });
            return claim;
        }
    }

    /** A unit whose attempts are used up. */
    record Exhausted(int attempts, String lastError) {}

    void reset(Handle handle, long job) {
        handle.createUpdate(database.sql("units_reset")).bind("job_no", job).execute();
    }

    BitSet completed(Handle handle, String job) {
        var numbers = new BitSet();
        handle.createQuery(database.sql("units_status")).bind("job", job).scanResultSet((rows, context) -> {
            for (var row = rows.get(); row.next(); ) {
                int number = row.getInt(1);
                if (StatusWords.unit(row.getString(2), job, number) == UnitStatus.COMPLETED) {
                    numbers.set(number);
                }
            }
            return numbers;
        });
        return numbers;
    }

    /** Takes the unit over from whoever has it: its fence is what stops the former owner. */
    Optional<Claim> claim(Handle handle, long jobNumber, Wish wanted, Worker worker) {
        return handle.createQuery(database.sql("units_claim"))
                .bind("job_no", jobNumber)
                .bind("unit", wanted.unit())
                .bind("worker", worker.id())
                .bind("hostname", worker.hostname())
                .bind("lease_seconds", seconds(worker.lease()))
                .bind("max_attempts", wanted.maxAttempts())
                .map((row, context) ->
                        new Claim(wanted.job(), wanted.unit(), row.getLong("fence"), row.getInt("attempt")))
                .findOne();
    }

    /** Why a claim got nothing: empty when the unit is completed; else its attempts are used up and it is failed now. */
    Optional<Exhausted> refusal(Handle handle, long jobNumber, Wish wanted) {
        var exhausted = handle.createQuery(database.sql("units_look"))
                .bind("job_no", jobNumber)
                .bind("unit", wanted.unit())
                .map((row, context) -> exhausted(row, wanted))
                .one();
        if (exhausted.isPresent()) {
            handle.createUpdate(database.sql("units_fail"))
                    .bind("job_no", jobNumber)
                    .bind("unit", wanted.unit())
                    .execute();
        }
        return exhausted;
    }

    private static Optional<Exhausted> exhausted(ResultSet row, Wish wanted) throws SQLException {
        var status = StatusWords.unit(row.getString("status"), wanted.job(), wanted.unit());
        return status == UnitStatus.COMPLETED ? Optional.empty() : Optional.of(exhausted(row));
    }

    static Exhausted exhausted(ResultSet row) throws SQLException {
        var error = row.getString("last_error");
        return new Exhausted(row.getInt("attempt"), error == null ? "it ended without a word each time" : error);
    }

    /** Extends claims in one statement; false for those that are lost. */
    Map<Claim, Boolean> heartbeat(Handle handle, Map<Claim, Held> claims, Duration lease) {
        var extended = handle.createQuery(database.sql("units_heartbeat"))
                .bind("claims", json.ofClaims(claims.values()))
                .bind("lease_seconds", seconds(lease))
                .map((row, context) -> new Held(
                        row.getLong("job_no"), row.getString("unit_type"), row.getInt("number"), row.getLong("fence")))
                .set();
        var answers = new LinkedHashMap<Claim, Boolean>();
        claims.forEach((claim, held) -> answers.put(claim, extended.contains(held)));
        return answers;
    }

    /** A claim as the ledger's rows have it. */
    record Held(long jobNumber, String kind, int unit, long fence) {
        static Held of(long jobNumber, Claim claim) {
            return new Held(jobNumber, claim.kind().word(), claim.unit(), claim.fence());
        }
    }

    void release(Handle handle, long jobNumber, Claim claim, Optional<Problem> failure) {
        fenced(handle, "units_release", jobNumber, claim)
                .bind("error", failure.map(problem -> StorableText.mended(problem.toString())))
                .execute();
    }

    /** Flips the unit to completed under its fence: the one statement that decides whether the rest of the transaction stands. */
    void complete(Handle handle, long jobNumber, UnitResult result) {
        var claim = result.claim();
        var update = fenced(handle, "units_complete", jobNumber, claim)
                .bind("duration_ms", result.durationMillis())
                .bind("receipts", result.receipts().isEmpty() ? null : json.ofReceipts(result.receipts()))
                .bind("positions", result.positions().isEmpty() ? null : json.ofPositions(result.positions()));
        bind(update, result.counts());
        bind(update, result.span());
        if (update.execute() != 1) {
            throw new EtlException(
                    StandardError.LEASE_LOST,
                    "Cannot commit unit " + claim.unit() + " of job " + claim.job()
                            + ": it is no longer claimed under fence " + claim.fence());
        }
    }

    private static void bind(Update update, Counts counts) {
        update.bind("read", counts.read())
                .bind("derived", counts.derived())
                .bind("loaded", counts.loaded())
                .bind("rejected", counts.rejected())
                .bind("filtered", counts.filtered())
                .bind("duplicate", counts.duplicate());
    }

    private static void bind(Update update, UnitSpan span) {
        update.bind("file", span.file())
                .bind("source", span.source())
                .bind("first_ordinal", span.firstOrdinal())
                .bind("records", span.records())
                .bind("offset", span.offset())
                .bind("bytes", span.bytes());
    }

    private Update fenced(Handle handle, String statement, long jobNumber, Claim claim) {
        return handle.createUpdate(database.sql(statement))
                .bind("job_no", jobNumber)
                .bind("kind", claim.kind().word())
                .bind("unit", claim.unit())
                .bind("fence", claim.fence());
    }

    /** A decimal point whatever the locale; no exponent for any lease that is meant. */
    static double seconds(Duration lease) {
        return lease.toMillis() / 1000.0;
    }

    List<StuckUnits> stuck(Handle handle) {
        return handle.createQuery(database.sql("units_stuck"))
                .map((row, context) -> new StuckUnits(
                        row.getString("job"),
                        row.getLong("units"),
                        Objects.requireNonNullElse(row.getString("hostname"), ""),
                        Objects.requireNonNullElse(row.getString("heard_of"), "")))
                .list();
    }

    Map<Integer, Counts> counts(Handle handle, String job) {
        return counts(handle, job, "units_counts");
    }

    Map<Integer, Counts> countsSoFar(Handle handle, String job) {
        return counts(handle, job, "units_counts_so_far");
    }

    private Map<Integer, Counts> counts(Handle handle, String job, String statement) {
        var counts = new LinkedHashMap<Integer, Counts>();
        handle.createQuery(database.sql(statement))
                .bind("job", job)
                .map((row, context) -> Map.entry(row.getInt("file_index"), counts(row)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("read"),
                row.getLong("derived"),
                row.getLong("loaded"),
                row.getLong("rejected"),
                row.getLong("filtered"),
                row.getLong("duplicate"));
    }

    Map<String, Instant> positions(Handle handle, String job) {
        var highest = new HashMap<String, Instant>();
        handle.createQuery(database.sql("units_positions"))
                .bind("job", job)
                .mapTo(String.class)
                .forEach(text -> json.map(text)
                        .forEach((series, position) ->
                                highest.merge(series, Instant.parse(position), (a, b) -> a.isAfter(b) ? a : b)));
        return highest;
    }

    /** The receipts of the next completed units after {@code after} that have any, one list per unit. */
    List<List<LoadReceipt>> receiptsAfter(Handle handle, String job, int after) {
        return handle.createQuery(database.sql("units_receipts"))
                .bind("job", job)
                .bind("after", after)
                .bind("limit", RECEIPTS_PER_PAGE)
                .map((row, context) -> json.receipts(row.getInt("number"), row.getString("receipts")))
                .list();
    }
}
