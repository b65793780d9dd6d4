package dev.tributary.etl.core.internal.ledger;

import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What every unit leaves besides its records, whatever it did. Stateless; the caller owns the transaction. */
final class UnitEnds {
    private final JobTable jobs;
    private final UnitTable units;
    private final LetterTable letters;
    private final UploadTable uploads;

    UnitEnds(JobTable jobs, UnitTable units, LetterTable letters, UploadTable uploads) {
        this.jobs = jobs;
        this.units = units;
        this.letters = letters;
        this.uploads = uploads;
    }

    /**
     * The flip comes first, and before any record: the rows of a stale worker must not even meet the unique keys of those that its successor wrote.
     *
     * @return the number of the job
     */
    long write(Handle handle, UnitResult result) throws SQLException {
        long job = jobs.number(handle, result.claim().job());
        int unit = result.claim().unit();
        units.complete(handle, job, result);
        letters.insert(handle, job, unit, result.deadLetters());
        uploads.insert(handle, job, unit, result.receipts());
        for (var warning : result.warnings()) {
            jobs.log(handle, job, Optional.of(unit), new JobTable.LogLine("warn", warning));
        }
        return job;
    }
}
