package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of what processes tell each other. */
final class FleetTable implements Fleet {
    private final LedgerDatabase database;
    private final JobTable jobs;
    private final JsonColumn json;

    FleetTable(LedgerDatabase database, JobTable jobs, JsonColumn json) {
        this.database = database;
        this.jobs = jobs;
        this.json = json;
    }

    @Override
    public Optional<BackendNames> backends(String dataset) {
        return database.read(handle -> handle.createQuery(database.sql("datasets_backends"))
                .bind("dataset", dataset)
                .map((row, context) -> new BackendNames(row.getString("lock_plugin"), row.getString("state_plugin")))
                .findOne());
    }

    @Override
    public void choose(String dataset, BackendNames backends) {
        if (backends(dataset).equals(Optional.of(backends))) {
            return;
        }
        database.write(handle -> handle.createUpdate(database.sql("datasets_choose"))
                .bind("dataset", dataset)
                .bind("lock", backends.lock())
                .bind("state", backends.state())
                .execute());
    }

    @Override
    public void share(String job, SharedJob shared) {
        if (shared(job).equals(Optional.of(shared))) {
            return;
        }
        database.write(handle -> handle.createUpdate(database.sql("fleet_share"))
                .bind("job_no", jobs.number(handle, job))
                .bind("sources", sources(shared))
                .bind("store_id", shared.storeId())
                .bind("store_place", shared.storePlace())
                .execute());
    }

    /** Path and text of each, one after the other. */
    private String sources(SharedJob shared) {
        var texts = new ArrayList<String>();
        for (var source : shared.sources()) {
            texts.add(source.path());
            texts.add(source.text());
        }
        return json.of(texts);
    }

    private List<SharedJob.Source> sources(String column) {
        var texts = json.list(column);
        var sources = new ArrayList<SharedJob.Source>();
        for (int i = 0; i + 1 < texts.size(); i += 2) {
            sources.add(new SharedJob.Source(texts.get(i), texts.get(i + 1)));
        }
        return sources;
    }

    @Override
    public Optional<SharedJob> shared(String job) {
        return database.read(handle -> handle.createQuery(database.sql("fleet_shared"))
                .bind("job", job)
                .map((row, context) -> new SharedJob(
                        sources(row.getString("sources")), row.getString("store_id"), row.getString("store_place")))
                .findOne());
    }

    @Override
    public List<String> open() {
        return database.read(handle -> handle.createQuery(database.sql("fleet_open"))
                .mapTo(String.class)
                .list());
    }

    @Override
    public void takeOver(String job, long fence) {
        int changed = database.<Integer>write(handle -> handle.createUpdate(database.sql("fleet_take_over"))
                .bind("job_no", jobs.number(handle, job))
                .bind("fence", fence)
                .execute());
        if (changed != 1) {
            throw new EtlException(
                    StandardError.LEASE_LOST,
                    "Cannot take job " + job + " over: another run did, or it has ended (fence " + fence + ")");
        }
    }

    @Override
    public List<String> find(String prefix) {
        return database.read(handle -> handle.createQuery(database.sql("fleet_find"))
                .bind("prefix", prefix)
                .mapTo(String.class)
                .list());
    }

    @Override
    public boolean hold(String job, Hold hold) {
        return database.<Boolean>write(handle -> {
            var statement = hold == Hold.CANCEL ? "fleet_cancel" : "fleet_hold";
            var update = handle.createUpdate(database.sql(statement)).bind("job_no", jobs.number(handle, job));
            if (hold != Hold.CANCEL) {
                update.bind("hold", hold.word());
            }
            return update.execute() == 1;
        });
    }

    @Override
    public boolean resume(String job) {
        return database.<Boolean>write(handle -> handle.createUpdate(database.sql("fleet_resume"))
                        .bind("job_no", jobs.number(handle, job))
                        .execute()
                == 1);
    }

    @Override
    public Hold held(String job) {
        return database.read(handle -> handle.createQuery(database.sql("fleet_held"))
                .bind("job", job)
                .mapTo(String.class)
                .findOne()
                .map(Hold::of)
                .orElse(Hold.NONE));
    }

    @Override
    public int claimed(String job) {
        return database.<Integer>read(handle -> handle.createQuery(database.sql("fleet_claimed"))
                .bind("job_no", jobs.number(handle, job))
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public FleetFigures figures() {
        return database.read(handle -> new FleetFigures(
                units(handle),
                byStatus(handle),
                handle.createQuery(database.sql("fleet_silence"))
                        .mapTo(Double.class)
                        .one(),
                ages(handle)));
    }

    private List<FleetFigures.Units> units(Handle handle) {
        return handle.createQuery(database.sql("fleet_units"))
                .map((row, context) -> new FleetFigures.Units(
                        row.getString("unit_type"), row.getString("status"), row.getLong("units")))
                .list();
    }

    private Map<String, Long> byStatus(Handle handle) {
        var numbers = new LinkedHashMap<String, Long>();
        handle.createQuery(database.sql("fleet_jobs"))
                .map((row, context) -> Map.entry(row.getString("status"), row.getLong("jobs")))
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
        return numbers;
    }

    private Map<String, Double> ages(Handle handle) {
        var ages = new LinkedHashMap<String, Double>();
        handle.createQuery(database.sql("fleet_freshness"))
                .map((row, context) -> Map.entry(row.getString("dataset_id"), row.getDouble("seconds")))
                .forEach(entry -> ages.put(entry.getKey(), entry.getValue()));
        return ages;
    }
}
