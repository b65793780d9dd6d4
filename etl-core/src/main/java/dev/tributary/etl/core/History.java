package dev.tributary.etl.core;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Looks at what runs left in the ledger and the raw area; writes nothing. Thread-safe. Obtained from {@link Etl#history}. */
public interface History {
    /** Jobs, newest first; of one dataset when it is given. */
    List<JobSummary> jobs(Optional<String> datasetId, int limit);

    /** Where the records of a dataset with this identifier came from, newest job first; case is ignored when nothing matches as written. */
    List<RecordTrace> trace(String datasetId, String recordIdentifier);

    /**
     * The bytes of a traced source record, read again from the raw file after its digest was checked. Reads the file up to the record.
     *
     * @throws dev.tributary.etl.spi.error.EtlException OBJECT_DAMAGED when the raw file is gone or changed
     */
    byte[] sourceBytes(RecordTrace trace) throws IOException, InterruptedException;

    /** Rejects of a dataset's newest job, in source order. */
    List<RejectedRecord> rejects(String datasetId, int limit);

    Optional<RejectedRecord> reject(long id);
}
