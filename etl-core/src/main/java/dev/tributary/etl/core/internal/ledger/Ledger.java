package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.stage.LoadReceipt;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.sql.DataSource;

/**
 * Remembers jobs, their files, units, records, dead letters, uploads and messages. Thread-safe; several processes may work on one database. Every
 * method is one transaction and no transaction stays open between calls. Every change of a unit names its fence; no row changed means that the
 * lease was lost. Times are the database's; they decide liveness, never safety.
 *
 * <p>All methods throw an EtlException: LEDGER_UNAVAILABLE (TRANSIENT) when the database fails, STATE_DAMAGED (PERMANENT) when its bytes are not a
 * database's, LEDGER_INCOMPATIBLE when it holds a status word that is not known, LEASE_LOST when another took over, DEFECT when what was given
 * breaks a rule: a job that was never opened, text of a key that not every database can hold (U+0000, half a surrogate pair), a key twice.
 *
 * <p>A key (type and identifier) belongs to one unit of a job. An implementation may look for a key that came twice later than at the commit, but
 * before {@link #taken}, {@link #eachTaken}, {@link #rootHash}, {@link #trace} and {@link #complete} answer: each is a DEFECT then, so such a job
 * is never published.
 */
public interface Ledger extends AutoCloseable {
    /** The job of this draft: the one with its id, or a new one in status DOWNLOAD_VERIFIED with these files. */
    Job openJob(JobDraft draft, List<RawFile> files);

    Optional<Job> job(String id);

    /** The highest fences of a dataset's jobs, the one with the id {@code except} and its replays left out; 0 where there is none. */
    Fences fences(String dataset, String except);

    /**
     * @param worked of a run that began
     * @param published of a publication that began
     */
    record Fences(long worked, long published) {}

    /** Jobs, newest first; of one dataset when it is given. */
    List<Job> jobs(Optional<String> dataset, int limit);

    List<RawFile> files(String job);

    /** The file that any job of this organization recorded under this release and name, newest first. */
    Optional<RawFile> recordedFile(String organization, String externalVersion, String name);

    /**
     * Starts a run of a job under the dataset lease's fence: status PARSING, units that are not completed become pending with 0 attempts (their
     * fences stay).
     *
     * @throws dev.tributary.etl.spi.error.EtlException LEASE_LOST when the job already saw a higher fence
     */
    void beginRun(String job, long fence);

    /** Moves a job on, under its run's fence; with STORING its publication begins. {@code message} says why it failed. */
    void setStatus(String job, long fence, JobStatus status, Optional<String> message);

    /** Ends a job in one transaction: COMPLETED, the number of its release commit, and the messages for the outbox. */
    void complete(String job, long fence, long commit, List<OutboxMessage> messages);

    /** Numbers of the completed units. */
    BitSet completedUnits(String job);

    /**
     * Claims a unit (made if it is not there) for {@code lease}: raises its fence and its attempt. Empty when it is completed.
     *
     * @throws dev.tributary.etl.spi.error.EtlException ATTEMPTS_EXHAUSTED when it was begun {@code maxAttempts} times in this run, with its last
     *     error; the unit is failed then
     */
    Optional<Claim> claim(String job, int unit, Worker worker, int maxAttempts);

    /** Extends claims; false for those that are lost. One transaction. */
    Map<Claim, Boolean> heartbeat(List<Claim> claims, Duration lease);

    /** Commits a unit; LEASE_LOST when a higher fence took it. */
    void commitUnit(UnitResult result);

    /**
     * Gives a unit back as pending and keeps the error. Without an error the attempt is given back too: the unit was claimed ahead, and another one
     * ended the pass. Nothing when it was lost.
     */
    void releaseUnit(Claim claim, Optional<Problem> failure);

    /** Units whose claim is past its lease by the database's clock, by job. */
    List<StuckUnits> stuckUnits();

    /** Sums of the completed units by file index. */
    Map<Integer, Counts> counts(String job);

    /** The same with what {@link Staging#decide} found of units that are not stored yet: for people, and for limits before anything is loaded. */
    Map<Integer, Counts> countsSoFar(String job);

    /**
     * Which of these identifiers of a type are taken: the completed units of a job gave a record with it to the loaders. It stays taken when a loader
     * refused the record, so that which units the two records of a key are in decides nothing.
     */
    Set<String> taken(String job, String recordType, Set<String> identifiers);

    /** Whether completed units of a job in one pass deleted keys: they count as loaded, and have no rows. */
    boolean deletes(String job);

    /** Calls back with type and identifier of every key that is taken in a job, in no order. */
    void eachTaken(String job, BiConsumer<String, String> typeAndIdentifier);

    /**
     * The receipts of a loader (its place in the dataset file), in order of units, without their uploads; read page by page while it is iterated.
     */
    Iterable<LoadReceipt> receipts(String job, int loader);

    /** The highest position of each series over the completed units. */
    Map<String, Instant> positions(String job);

    /** A SHA-256 in hex over type, identifier and content hash of all records that were loaded, in order of type and identifier: the root hash of a release. See {@link RootHash}. */
    String rootHash(String job);

    /** Dead letters of a job in source order. */
    List<StoredLetter> deadLetters(String job, int limit);

    Optional<StoredLetter> deadLetter(long id);

    /** Loaded records of a dataset with this identifier (as written, else regardless of case), newest job first. */
    List<TracedRecord> trace(String dataset, String identifier);

    /** Objects that loaders wrote for a job's records, behind one or from the start, in the order of the keys' bytes. */
    List<StoredUpload> uploads(String job, Optional<StoredUpload> after, int limit);

    /** Keys of all objects that loaders wrote for an organization, sorted by their bytes; read page by page while it is iterated. */
    Iterable<String> uploadKeys(String organization);

    /** Units for whoever has time. */
    WorkQueue queue();

    /** What is parsed and not loaded yet. */
    Staging staging();

    /** The jobs that read rejects again. */
    Replays replays();

    /** Adds a line to the job's log. */
    void log(String job, String level, String message);

    /** LEDGER_INCOMPATIBLE when its database confirms commits that a crash of its machine may lose. */
    void requireDurable();

    /** Messages that wait to be delivered. */
    Outbox outbox();

    /** What is to become of raw files that no release needs any more. */
    RawFates fates();

    /** What processes that share the ledger tell each other. */
    Fleet fleet();

    /** The database itself, for tables of others that lie beside these. It belongs to the ledger, its connections to whoever takes them. */
    DataSource dataSource();

    @Override
    void close();
}
