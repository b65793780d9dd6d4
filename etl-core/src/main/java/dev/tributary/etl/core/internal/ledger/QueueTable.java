package dev.tributary.etl.core.internal.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The rows of units as a queue: each edge is one statement, which no two workers can go through with the same unit. */
final class QueueTable implements WorkQueue {
    private final LedgerDatabase database;
    private final JobTable jobs;

    QueueTable(LedgerDatabase database, JobTable jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    @Override
    public void plan(String job, long fence, int first, int last) {
        database.write(handle -> handle.createUpdate(database.sql("units_plan"))
                .bind("job_no", jobs.number(handle, job, fence))
                .bind("first", first)
                .bind("last", last)
                .execute());
    }

    @Override
    public List<Claim> reserve(String job, UnitKind kind, Worker worker, int most) {
        return database.write(handle -> handle
                .createQuery(database.sql("units_reserve"))
                .bind("job_no", jobs.number(handle, job))
                .bind("kind", kind.word())
                .bind("most", most)
                .bind("worker", worker.id())
                .bind("hostname", worker.hostname())
                .bind("lease_seconds", UnitTable.seconds(worker.lease()))
                .map((row, context) ->
                        new Claim(job, kind, row.getInt("number"), row.getLong("fence"), row.getInt("attempt")))
                .stream()
                .sorted(Comparator.comparingInt(Claim::unit))
                .toList());
    }

    @Override
    public Optional<Claim> begin(Claim reserved, int maxAttempts) {
        var outcome = database.writeSoon(handle -> begin(handle, reserved, maxAttempts));
        return outcome.claimed(reserved.job(), reserved.unit());
    }

    private UnitTable.Outcome begin(Handle handle, Claim reserved, int maxAttempts) {
        var begun = fenced(handle, "units_begin", reserved)
                .bind("max_attempts", maxAttempts)
                .mapTo(Integer.class)
                .findOne()
                .map(attempt -> new Claim(reserved.job(), reserved.kind(), reserved.unit(), reserved.fence(), attempt));
        return begun.isPresent()
                ? new UnitTable.Outcome(begun, Optional.empty())
                : new UnitTable.Outcome(begun, exhausted(handle, reserved, maxAttempts));
    }

    private Optional<UnitTable.Exhausted> exhausted(Handle handle, Claim reserved, int maxAttempts) {
        return fenced(handle, "units_exhausted", reserved)
                .bind("max_attempts", maxAttempts)
                .map((row, context) -> UnitTable.exhausted(row))
                .findOne();
    }

    private Query fenced(Handle handle, String statement, Claim claim) {
        return handle.createQuery(database.sql(statement))
                .bind("job_no", jobs.number(handle, claim.job()))
                .bind("kind", claim.kind().word())
                .bind("unit", claim.unit())
                .bind("fence", claim.fence());
    }
}
