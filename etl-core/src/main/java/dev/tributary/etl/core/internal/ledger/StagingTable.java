package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.codec.digest.DigestUtils;
import org.jdbi.v3.core.Handle;

/** The rows of staged jobs: says which tables change together. */
final class StagingTable implements Staging {
    private final LedgerDatabase database;
    private final JobTable jobs;
    private final UnitEnds ends;
    private final WaitingRecords waiting;
    private final RecordKeys keys;
    private final JsonColumn json = new JsonColumn();

    StagingTable(LedgerDatabase database, JobTable jobs, UnitEnds ends, RecordKeys keys) {
        this.database = database;
        this.jobs = jobs;
        this.ends = ends;
        this.waiting = new WaitingRecords(database);
        this.keys = keys;
    }

    @Override
    public void framed(String job, long fence, int units) {
        database.write(handle -> handle.createUpdate(database.sql("staging_framed"))
                .bind("job_no", jobs.number(handle, job, fence))
                .bind("units", units)
                .execute());
    }

    @Override
    public StagingState state(String job) {
        return database.read(handle -> state(handle, jobs.number(handle, job)));
    }

    private StagingState state(Handle handle, long jobNumber) {
        var units = new LinkedHashMap<String, StagingState.Units>();
        handle.createQuery(database.sql("staging_units"))
                .bind("job_no", jobNumber)
                .map((row, context) -> Map.entry(
                        row.getString("unit_type"),
                        new StagingState.Units(row.getInt("units"), row.getInt("completed"), row.getInt("failed"))))
                .forEach(entry -> units.put(entry.getKey(), entry.getValue()));
        return handle.createQuery(database.sql("staging_state"))
                .bind("job_no", jobNumber)
                .map((row, context) -> new StagingState(
                        framed(row),
                        row.getInt("decided") == 1,
                        units.getOrDefault(UnitKind.PARSE_BATCH.word(), StagingState.Units.NONE),
                        units.getOrDefault(UnitKind.STORE_BATCH.word(), StagingState.Units.NONE)))
                .one();
    }

    private static OptionalInt framed(ResultSet row) throws SQLException {
        int units = row.getInt("framed_units");
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(units);
    }

    @Override
    public Optional<FailedUnit> failure(String job) {
        return database.read(handle -> handle.createQuery(database.sql("staging_failure"))
                .bind("job_no", jobs.number(handle, job))
                .map((row, context) -> new FailedUnit(
                        row.getString("unit_type").equals(UnitKind.STORE_BATCH.word())
                                ? UnitKind.STORE_BATCH
                                : UnitKind.PARSE_BATCH,
                        row.getInt("number"),
                        row.getInt("attempt"),
                        Objects.requireNonNullElse(row.getString("last_error"), "")))
                .findOne());
    }

    @Override
    public void commitParsed(UnitResult result, StagedRecords staged) {
        var shapes = staged.shapes().stream()
                .map(shape -> shapeNumber(result.claim().job(), shape))
                .toList();
        database.write(handle -> {
            long job = ends.write(handle, result);
            waiting.insert(handle, new PackedRows(job, result.claim().unit(), staged, shapes));
            return true;
        });
    }

    /** Not in the transaction of the unit: others would wait for it with shapes that are the same. */
    private long shapeNumber(String job, String shape) {
        var sha256 = DigestUtils.sha256Hex(shape);
        var known = database.read(handle -> shapeNumber(handle, jobs.number(handle, job), sha256));
        return known.orElseGet(() -> database.write(handle -> {
            long number = jobs.number(handle, job);
            handle.createUpdate(database.sql("staging_shape_insert"))
                    .bind("job_no", number)
                    .bind("sha256", sha256)
                    .bind("shape", shape)
                    .execute();
            return shapeNumber(handle, number, sha256).orElseThrow();
        }));
    }

    private Optional<Long> shapeNumber(Handle handle, long jobNumber, String sha256) {
        return handle.createQuery(database.sql("staging_shape_number"))
                .bind("job_no", jobNumber)
                .bind("sha256", sha256)
                .mapTo(Long.class)
                .findOne();
    }

    @Override
    public String shape(long number) {
        return database.read(handle -> handle.createQuery(database.sql("staging_shape"))
                .bind("shape_no", number)
                .mapTo(String.class)
                .one());
    }

    @Override
    public void decide(String job, long fence, DuplicateRule rule) {
        database.write(handle -> {
            long number = jobs.number(handle, job, fence);
            var state = state(handle, number);
            if (!state.allParsed()) {
                throw new EtlException(
                        StandardError.DEFECT,
                        "Cannot decide duplicates of job " + job + ": it is not parsed: " + state);
            }
            if (!state.decided()) {
                decide(handle, number, rule);
            }
            return true;
        });
    }

    private void decide(Handle handle, long jobNumber, DuplicateRule rule) {
        if (rule == DuplicateRule.NEWEST) {
            requireSomethingToCompare(handle, jobNumber);
        }
        handle.createUpdate(database.sql("staging_decide"))
                .bind("job_no", jobNumber)
                .bind("rule", rule.word())
                .execute();
        handle.createUpdate(database.sql("staging_letters"))
                .bind("job_no", jobNumber)
                .bind("code", StandardError.RECORD_DUPLICATE.label())
                .bind("hint", DuplicateRule.HINT)
                .execute();
        for (var statement : List.of("staging_plan_store", "staging_decided")) {
            handle.createUpdate(database.sql(statement))
                    .bind("job_no", jobNumber)
                    .execute();
        }
    }

    /** A field that no record has would make the rule another one in silence. */
    private void requireSomethingToCompare(Handle handle, long jobNumber) {
        int compares = handle.createQuery(database.sql("staging_compares"))
                .bind("job_no", jobNumber)
                .mapTo(Integer.class)
                .one();
        if (compares == 0) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot decide which record of a key is the newest: no record has the field that 'duplicates' names",
                    "write a field of the records under 'newest'; 'etl preview' shows which there are");
        }
    }

    @Override
    public StagedUnit unit(String job, int unit) {
        return database.read(handle -> handle.createQuery(database.sql("staging_unit"))
                .bind("job_no", jobs.number(handle, job))
                .bind("unit", unit)
                .map((row, context) -> stagedUnit(row, job, unit))
                .findOne()
                .orElseThrow(() -> new EtlException(
                        StandardError.DEFECT, "Cannot load unit " + unit + " of job " + job + ": it is not parsed")));
    }

    private StagedUnit stagedUnit(ResultSet row, String job, int number) throws SQLException {
        var span = new UnitSpan(
                row.getInt("file_index"),
                row.getString("source"),
                row.getLong("first_ordinal"),
                row.getLong("record_count"),
                row.getLong("start_offset"),
                row.getLong("byte_count"));
        var ids = new RowRange(row.getLong("first_record_id"), row.getLong("last_record_id"));
        var unit = new WaitingRecords.Unit(job, number, span.source(), ids);
        return new StagedUnit(
                span,
                row.getLong("duplicates"),
                () -> new WaitingIterator(
                        ids.first() - 1, after -> database.read(handle -> waiting.page(handle, unit, after))));
    }

    @Override
    public void commitStored(UnitResult result, BitSet refused) {
        database.write(handle -> {
            long job = ends.write(handle, result);
            int unit = result.claim().unit();
            handle.createUpdate(database.sql("staging_letters_without_raw"))
                    .bind("job_no", job)
                    .bind("unit", unit)
                    .bind("code", StandardError.RECORD_DUPLICATE.label())
                    .execute();
            var ids = ids(handle, job, unit);
            long given = result.counts().loaded() + refused.cardinality();
            keys.store(handle, new StoredRows(job, unit, ids, json.ofNumbers(refused), given));
            return true;
        });
    }

    private RowRange ids(Handle handle, long jobNumber, int unit) {
        return handle.createQuery(database.sql("staging_unit"))
                .bind("job_no", jobNumber)
                .bind("unit", unit)
                .map((row, context) -> new RowRange(row.getLong("first_record_id"), row.getLong("last_record_id")))
                .one();
    }
}
