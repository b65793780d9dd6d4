package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.stage.LoadReceipt;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** The ledger over a relational database: says which tables change together. It owns the database and closes it. */
public final class JdbiLedger implements Ledger {
    private static final int KEYS_AT_ONCE = 50_000;

    private final LedgerDatabase database;
    private final JobTable jobs;
    private final UnitTable units;
    private final RecordTable records;
    private final RecordKeys keys;
    private final LetterTable letters;
    private final UploadTable uploads;
    private final UnitEnds ends;
    private final ReplayTable replays;
    private final QueueTable queue;
    private final OutboxTable outbox;
    private final FleetTable fleet;
    private final FateTable fates;
    private final StagingTable staging;

    /** A ledger in a database whose tables are there. */
    public JdbiLedger(LedgerDatabase database) {
        var json = new JsonColumn();
        this.database = database;
        this.jobs = new JobTable(database, json);
        this.units = new UnitTable(database, json);
        this.records = new RecordTable(database, json);
        this.keys = database.indexesKeysAtOnce()
                ? new UniqueKeys(database, records, json)
                : new KeyIndex(database, records);
        this.letters = new LetterTable(database);
        this.uploads = new UploadTable(database);
        this.ends = new UnitEnds(jobs, units, letters, uploads);
        this.replays = new ReplayTable(database, jobs, json);
        this.queue = new QueueTable(database, jobs);
        this.outbox = new OutboxTable(database, json);
        this.fleet = new FleetTable(database, jobs, json);
        this.fates = new FateTable(database);
        this.staging = new StagingTable(database, jobs, ends, keys);
    }

    @Override
    public Job openJob(JobDraft draft, List<RawFile> files) {
        return job(draft.id())
                .orElseGet(() -> database.write(handle -> {
                    jobs.insert(handle, draft, files);
                    return jobs.find(handle, draft.id()).orElseThrow();
                }));
    }

    @Override
    public Optional<Job> job(String id) {
        return database.read(handle -> jobs.find(handle, id));
    }

    @Override
    public Fences fences(String dataset, String except) {
        return database.read(handle -> jobs.fences(handle, dataset, except));
    }

    @Override
    public List<Job> jobs(Optional<String> dataset, int limit) {
        return database.read(handle -> jobs.newest(handle, dataset, limit));
    }

    @Override
    public List<RawFile> files(String job) {
        return database.read(handle -> jobs.files(handle, job));
    }

    @Override
    public Optional<RawFile> recordedFile(String organization, String externalVersion, String name) {
        return database.read(handle -> jobs.recorded(handle, organization, externalVersion, name));
    }

    @Override
    public void beginRun(String job, long fence) {
        database.write(handle -> {
            jobs.beginRun(handle, job, fence);
            units.reset(handle, jobs.number(handle, job));
            return true;
        });
    }

    @Override
    public void setStatus(String job, long fence, JobStatus status, Optional<String> message) {
        database.write(handle -> {
            jobs.setStatus(handle, job, fence, status, message);
            return true;
        });
    }

    @Override
    public void complete(String job, long fence, long commit, List<OutboxMessage> messages) {
        database.write(handle -> {
            keys.complete(handle, jobs.number(handle, job));
            jobs.complete(handle, job, fence, commit);
            replays.cure(handle, jobs.number(handle, job));
            messages.forEach(message -> jobs.enqueue(handle, message));
            return true;
        });
    }

    @Override
    public BitSet completedUnits(String job) {
        return database.read(handle -> units.completed(handle, job));
    }

    @Override
    public Optional<Claim> claim(String job, int unit, Worker worker, int maxAttempts) {
        var wanted = new UnitTable.Wish(job, unit, maxAttempts);
        var outcome = database.write(handle -> claim(handle, wanted, worker));
        return outcome.claimed(job, unit);
    }

    private UnitTable.Outcome claim(Handle handle, UnitTable.Wish wanted, Worker worker) {
        long number = jobs.number(handle, wanted.job());
        var claim = units.claim(handle, number, wanted, worker);
        return claim.isPresent()
                ? new UnitTable.Outcome(claim, Optional.empty())
                : new UnitTable.Outcome(claim, units.refusal(handle, number, wanted));
    }

    @Override
    public Map<Claim, Boolean> heartbeat(List<Claim> claims, Duration lease) {
        return database.writeSoon(handle -> {
            var rows = new LinkedHashMap<Claim, UnitTable.Held>();
            claims.forEach(c -> rows.put(c, UnitTable.Held.of(jobs.number(handle, c.job()), c)));
            return units.heartbeat(handle, rows, lease);
        });
    }

    @Override
    public void commitUnit(UnitResult result) {
        database.write(handle -> {
            commit(handle, result);
            return true;
        });
    }

    private void commit(Handle handle, UnitResult result) throws SQLException {
        long job = ends.write(handle, result);
        var rows = new UnitRows(job, result.claim().unit(), result.records(), result.refused());
        if (!rows.isEmpty()) {
            keys.insert(handle, rows);
        }
    }

    @Override
    public void releaseUnit(Claim claim, Optional<Problem> failure) {
        database.write(handle -> {
            units.release(handle, jobs.number(handle, claim.job()), claim, failure);
            return true;
        });
    }

    @Override
    public List<StuckUnits> stuckUnits() {
        return database.read(units::stuck);
    }

    @Override
    public Map<Integer, Counts> counts(String job) {
        return database.read(handle -> units.counts(handle, job));
    }

    @Override
    public Map<Integer, Counts> countsSoFar(String job) {
        return database.read(handle -> units.countsSoFar(handle, job));
    }

    @Override
    public Set<String> taken(String job, String recordType, Set<String> identifiers) {
        long number = indexed(job);
        return database.read(handle -> records.taken(handle, number, recordType, identifiers));
    }

    @Override
    public boolean deletes(String job) {
        return database.read(handle -> records.deletes(handle, jobs.number(handle, job)));
    }

    @Override
    public void eachTaken(String job, BiConsumer<String, String> typeAndIdentifier) {
        long number = indexed(job);
        database.read(handle -> {
            records.each(handle, number, typeAndIdentifier);
            return true;
        });
    }

    @Override
    public Iterable<LoadReceipt> receipts(String job, int loader) {
        return () ->
                new ReceiptIterator(loader, after -> database.read(handle -> units.receiptsAfter(handle, job, after)));
    }

    @Override
    public Map<String, Instant> positions(String job) {
        return database.read(handle -> units.positions(handle, job));
    }

    @Override
    public String rootHash(String job) {
        long number = indexed(job);
        return database.read(handle -> records.rootHash(handle, number));
    }

    /** The job's number, with all its keys in the index; takes the write lock only when some are not. */
    private long indexed(String job) {
        long number = database.read(handle -> jobs.number(handle, job));
        if (database.<Boolean>read(handle -> keys.isPending(handle, number))) {
            database.write(handle -> {
                keys.complete(handle, number);
                return true;
            });
        }
        return number;
    }

    @Override
    public List<StoredLetter> deadLetters(String job, int limit) {
        return database.read(handle -> letters.ofJob(handle, job, limit));
    }

    @Override
    public Optional<StoredLetter> deadLetter(long id) {
        return database.read(handle -> letters.find(handle, id));
    }

    @Override
    public List<TracedRecord> trace(String dataset, String identifier) {
        var pending = database.read(handle -> keys.pendingJobs(handle, dataset));
        if (!pending.isEmpty()) {
            database.write(handle -> {
                pending.forEach(number -> keys.complete(handle, number));
                return true;
            });
        }
        return database.read(handle -> records.trace(handle, dataset, identifier));
    }

    @Override
    public List<StoredUpload> uploads(String job, Optional<StoredUpload> after, int limit) {
        return database.read(handle -> uploads.page(handle, job, after, limit));
    }

    @Override
    public Iterable<String> uploadKeys(String organization) {
        return () -> new UploadKeys(
                after -> database.read(handle -> uploads.keys(handle, organization, after, KEYS_AT_ONCE)));
    }

    @Override
    public WorkQueue queue() {
        return queue;
    }

    @Override
    public Staging staging() {
        return staging;
    }

    @Override
    public Replays replays() {
        return replays;
    }

    @Override
    public void log(String job, String level, String message) {
        database.write(handle -> {
            jobs.log(handle, jobs.number(handle, job), Optional.empty(), new JobTable.LogLine(level, message));
            return true;
        });
    }

    @Override
    public void requireDurable() {
        database.requireDurable();
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public RawFates fates() {
        return fates;
    }

    @Override
    public Fleet fleet() {
        return fleet;
    }

    @Override
    public DataSource dataSource() {
        return database.dataSource();
    }

    @Override
    public void close() {
        database.close();
    }
}
