package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.record.Origin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Copies the rows of a job for a replay, and knows which rejects it reads again. */
final class ReplayTable implements Replays {
    private static final List<String> COPIES =
            List.of("replays_copy_units", "replays_copy_records", "replays_copy_uploads", "replays_copy_letters");

    private final LedgerDatabase database;
    private final JobTable jobs;
    private final JsonColumn json;

    ReplayTable(LedgerDatabase database, JobTable jobs, JsonColumn json) {
        this.database = database;
        this.jobs = jobs;
        this.json = json;
    }

    @Override
    public Job open(JobDraft draft, String base, Choice choice) {
        return database.write(handle -> {
            if (jobs.find(handle, draft.id()).isEmpty()) {
                make(handle, draft, base, choice);
            }
            return jobs.find(handle, draft.id()).orElseThrow();
        });
    }

    private void make(Handle handle, JobDraft draft, String base, Choice choice) {
        jobs.insert(handle, draft, jobs.files(handle, base));
        long of = jobs.number(handle, base);
        long number = jobs.number(handle, draft.id());
        update(handle, "replays_link", number, of);
        handle.createUpdate(database.sql("replays_mark"))
                .bind("job_no", number)
                .bind("base", of)
                .bind("untried_before", choice.untriedBefore())
                .bind("codes", json.of(choice.codes()))
                .execute();
        COPIES.forEach(copy -> update(handle, copy, number, of));
        takeOut(handle, number, sources(handle, number, of), kept(handle, number, of));
    }

    private void update(Handle handle, String statement, long replay, long base) {
        handle.createUpdate(database.sql(statement))
                .bind("job_no", replay)
                .bind("base", base)
                .execute();
    }

    /**
     * The counts of the units as if the source records had not been among them, so that the sums hold when the replay counts them. One of which records
     * were loaded stays read; only its rejects go.
     */
    private void takeOut(Handle handle, long replay, List<RejectedSource> sources, Set<Kept> kept) {
        Set<Origin> partly = new HashSet<>();
        for (var key : kept) {
            partly.add(place(key.file(), key.ordinal()));
        }
        try (var batch = handle.prepareBatch(database.sql("replays_take_out"))) {
            for (var source : sources) {
                var origin = source.origin();
                int whole = partly.contains(place(origin.file(), origin.ordinal())) ? 0 : 1;
                batch.bind("job_no", replay)
                        .bind("unit", source.unit())
                        .bind("sources", whole)
                        .bind("letters", source.letters())
                        .bind("derived", source.letters() - whole)
                        .add();
            }
            batch.execute();
        }
    }

    private static Origin place(int file, long ordinal) {
        return new Origin(file, "", 0, 0, ordinal, 0);
    }

    @Override
    public int candidates(String base, Choice choice) {
        return database.read(handle -> handle.createQuery(database.sql("replays_candidates"))
                .bind("base", jobs.number(handle, base))
                .bind("untried_before", choice.untriedBefore())
                .bind("codes", json.of(choice.codes()))
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public List<RejectedSource> sources(String replay) {
        return database.read(handle -> sources(handle, jobs.number(handle, replay), base(handle, replay)));
    }

    private List<RejectedSource> sources(Handle handle, long replay, long base) {
        return query(handle, "replays_sources", replay, base)
                .map((row, context) -> source(row))
                .list();
    }

    private static RejectedSource source(ResultSet row) throws SQLException {
        var origin = new Origin(
                row.getInt("file_index"),
                row.getString("source"),
                row.getLong("source_offset"),
                row.getLong("source_length"),
                row.getLong("ordinal"),
                row.getLong("source_line"));
        return new RejectedSource(origin, row.getInt("unit"), row.getInt("letters"));
    }

    @Override
    public Set<Kept> kept(String replay) {
        return database.read(handle -> kept(handle, jobs.number(handle, replay), base(handle, replay)));
    }

    private Set<Kept> kept(Handle handle, long replay, long base) {
        return query(handle, "replays_kept", replay, base)
                .map((row, context) -> new Kept(
                        row.getInt("file_index"),
                        row.getLong("ordinal"),
                        row.getString("record_type"),
                        row.getString("record_identifier")))
                .set();
    }

    private Query query(Handle handle, String statement, long replay, long base) {
        return handle.createQuery(database.sql(statement))
                .bind("job_no", replay)
                .bind("base", base);
    }

    private long base(Handle handle, String replay) {
        return jobs.find(handle, replay)
                .flatMap(Job::replayOf)
                .map(id -> jobs.number(handle, id))
                .orElseThrow(() -> new IllegalArgumentException(replay + " is no replay"));
    }

    @Override
    public int cured(String replay) {
        return database.read(handle -> handle.createQuery(database.sql("replays_cured"))
                .bind("job_no", jobs.number(handle, replay))
                .mapTo(Integer.class)
                .one());
    }

    /** Gives the letters that a replay cured its id; for any other job there are none. */
    void cure(Handle handle, long replay) {
        handle.createUpdate(database.sql("replays_cure")).bind("job_no", replay).execute();
    }

    @Override
    public Optional<Job> newestOf(String base) {
        return database.read(handle -> handle.createQuery(database.sql("replays_newest_of"))
                .bind("job", base)
                .mapTo(String.class)
                .findOne()
                .flatMap(id -> jobs.find(handle, id)));
    }
}
