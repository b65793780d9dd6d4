package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of jobs, their files, their log and their outbox. Stateless; the caller owns the transaction. */
final class JobTable {
    private final LedgerDatabase database;
    private final JsonColumn json;

    JobTable(LedgerDatabase database, JsonColumn json) {
        this.database = database;
        this.json = json;
    }

    /** The job's number in the many-row tables. */
    long number(Handle handle, String job) {
        return handle.createQuery(database.sql("jobs_number"))
                .bind("job", job)
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> new EtlException(
                        StandardError.DEFECT, "Cannot find job " + job + " in the ledger: it was never opened"));
    }

    /** The same for whoever holds the fence of the job's run, until the transaction ends; else LEASE_LOST. */
    long number(Handle handle, String job, long fence) {
        return handle.createQuery(database.sql("jobs_fenced"))
                .bind("job", job)
                .bind("fence", fence)
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> leaseLost("work on job " + job, fence));
    }

    Optional<Job> find(Handle handle, String job) {
        return handle.createQuery(database.sql("jobs_by_id"))
                .bind("job", job)
                .map((row, context) -> job(row))
                .findOne();
    }

    List<Job> newest(Handle handle, Optional<String> dataset, int limit) {
        var query = dataset.map(name -> handle.createQuery(database.sql("jobs_newest_of_dataset"))
                        .bind("dataset", name))
                .orElseGet(() -> handle.createQuery(database.sql("jobs_newest")));
        return query.bind("limit", limit).map((row, context) -> job(row)).list();
    }

    Ledger.Fences fences(Handle handle, String dataset, String except) {
        return handle.createQuery(database.sql("jobs_fences"))
                .bind("dataset", dataset)
                .bind("except", except)
                .map((row, context) -> new Ledger.Fences(row.getLong("fence"), row.getLong("publishing_fence")))
                .one();
    }

    /** Adds a job with its files, unless another process did so first. */
    void insert(Handle handle, JobDraft draft, List<RawFile> files) {
        int inserted = handle.createUpdate(database.sql("jobs_insert"))
                .bind("id", draft.id())
                .bind("dataset", draft.dataset())
                .bind("organization", draft.organization())
                .bind("external_version", draft.externalVersion())
                .bind("internal_version", draft.internalVersion())
                .bind("config_hash", draft.configHash())
                .bind("config_text", draft.configText())
                .bind("parameters", json.of(draft.parameters()))
                .bind("plugins", json.of(draft.plugins()))
                .bind("instant", draft.instant().toString())
                .bind("state", json.of(draft.state()))
                .bind("shape", json.of(draft.shape()))
                .bind("status", JobStatus.DOWNLOAD_VERIFIED.word())
                .execute();
        if (inserted == 1) {
            long number = number(handle, draft.id());
            files.forEach(file -> insert(handle, number, file));
        }
    }

    private void insert(Handle handle, long number, RawFile file) {
        handle.createUpdate(database.sql("files_insert"))
                .bind("job_no", number)
                .bind("file_index", file.index())
                .bind("name", file.name())
                .bind("key", file.key())
                .bind("bytes", file.bytes())
                .bind("md5", file.md5())
                .bind("sha256", file.sha256())
                .bind("expected", file.expected())
                .bind("compression", file.compression())
                .bind("charset", file.charset())
                .bind("members", String.join("\n", file.members()))
                .bind("group", file.group())
                .execute();
    }

    List<RawFile> files(Handle handle, String job) {
        return handle.createQuery(database.sql("files_of_job"))
                .bind("job", job)
                .map((row, context) -> file(row))
                .list();
    }

    Optional<RawFile> recorded(Handle handle, String organization, String externalVersion, String name) {
        return handle.createQuery(database.sql("files_recorded"))
                .bind("organization", organization)
                .bind("external_version", externalVersion)
                .bind("name", name)
                .map((row, context) -> file(row))
                .findOne();
    }

    void beginRun(Handle handle, String job, long fence) {
        int changed = handle.createUpdate(database.sql("jobs_begin_run"))
                .bind("job_no", number(handle, job))
                .bind("fence", fence)
                .bind("status", JobStatus.PARSING.word())
                .execute();
        requireFence(changed, "begin a run of job " + job, fence);
    }

    void setStatus(Handle handle, String job, long fence, JobStatus status, Optional<String> message) {
        int changed = handle.createUpdate(database.sql("jobs_set_status"))
                .bind("job_no", number(handle, job))
                .bind("fence", fence)
                .bind("status", status.word())
                .bind("message", message.map(StorableText::mended))
                .bind("ended", status.ended())
                .execute();
        requireFence(changed, "set job " + job + " to " + status.word(), fence);
    }

    void complete(Handle handle, String job, long fence, long commit) {
        int changed = handle.createUpdate(database.sql("jobs_complete"))
                .bind("job_no", number(handle, job))
                .bind("fence", fence)
                .bind("status", JobStatus.COMPLETED.word())
                .bind("commit", commit)
                .execute();
        requireFence(changed, "complete job " + job, fence);
    }

    private static void requireFence(int changed, String what, long fence) {
        if (changed != 1) {
            throw leaseLost(what, fence);
        }
    }

    private static EtlException leaseLost(String what, long fence) {
        return new EtlException(
                StandardError.LEASE_LOST,
                "Cannot " + what + ": a run with another fence took over (fence " + fence + ")");
    }

    /** Adds a line to the log, of the job ({@code unit} empty) or of a unit. */
    void log(Handle handle, long number, Optional<Integer> unit, LogLine line) {
        handle.createUpdate(database.sql("jobs_log"))
                .bind("job_no", number)
                .bind("unit", unit)
                .bind("level", line.level())
                .bind("message", StorableText.mended(line.message()))
                .execute();
    }

    /** A line of a job's log. */
    record LogLine(String level, String message) {}

    void enqueue(Handle handle, OutboxMessage message) {
        handle.createUpdate(database.sql("outbox_insert"))
                .bind("id", message.id())
                .bind("job_no", number(handle, message.job()))
                .bind("subject", message.subject())
                .bind("attributes", json.of(message.attributes()))
                .execute();
    }

    private Job job(ResultSet row) throws SQLException {
        var draft = new JobDraft(
                row.getString("id"),
                row.getString("dataset_id"),
                row.getString("organization"),
                row.getString("external_version"),
                row.getString("internal_version"),
                row.getString("config_hash"),
                row.getString("config_text"),
                json.map(row.getString("parameters")),
                json.list(row.getString("plugins")),
                Instant.parse(row.getString("instant")),
                json.map(row.getString("state")),
                json.map(row.getString("shape")));
        long commit = row.getLong("release_commit");
        return new Job(
                draft,
                StatusWords.job(row.getString("status"), draft.id()),
                row.getLong("fence"),
                row.getLong("publishing_fence"),
                Optional.ofNullable(row.getString("message")),
                commit == 0 && row.wasNull() ? Optional.empty() : Optional.of(commit),
                Optional.ofNullable(row.getString("started")).map(Instant::parse),
                Optional.ofNullable(row.getString("ended")).map(Instant::parse),
                Optional.ofNullable(row.getString("base")));
    }

    /** The raw file in a row that has the columns of {@code ingestion_raw_files}. */
    static RawFile file(ResultSet row) throws SQLException {
        return new RawFile(
                row.getInt("file_index"),
                row.getString("name"),
                row.getString("object_key"),
                row.getLong("size_bytes"),
                row.getString("md5"),
                row.getString("sha256"),
                Optional.ofNullable(row.getString("expected")),
                row.getString("compression"),
                row.getString("charset"),
                row.getString("members").lines().toList(),
                row.getString("file_group"),
                Fate.of(row.getString("fate")));
    }
}
