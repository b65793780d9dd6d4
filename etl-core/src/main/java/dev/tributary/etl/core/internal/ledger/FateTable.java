package dev.tributary.etl.core.internal.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is written beside the rows of raw files about their end. */
final class FateTable implements RawFates {
    /** As SQLite writes times: text that sorts like them. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final LedgerDatabase database;

    FateTable(LedgerDatabase database) {
        this.database = database;
    }

    @Override
    public int decide(String dataset, Instant before, Fate fate) {
        return database.<Integer>write(handle -> handle.createUpdate(database.sql("fates_decide"))
                .bind("dataset", dataset)
                .bind("before", TIME.format(before))
                .bind("fate", fate.word())
                .execute());
    }

    @Override
    public List<Due> toArchive(String dataset) {
        return due("fates_to_archive", dataset);
    }

    @Override
    public List<Due> toDelete(String dataset) {
        return due("fates_to_delete", dataset);
    }

    private List<Due> due(String statement, String dataset) {
        Map<String, Due> byKey = new LinkedHashMap<>();
        database.read(handle -> handle.createQuery(database.sql(statement))
                        .bind("dataset", dataset)
                        .map((row, context) -> new Due(row.getString("external_version"), JobTable.file(row)))
                        .list())
                .forEach(due -> byKey.putIfAbsent(due.file().key(), due));
        return List.copyOf(byKey.values());
    }

    @Override
    public boolean isWanted(String key) {
        return database.<Long>read(handle -> handle.createQuery(database.sql("fates_wanted"))
                        .bind("key", key)
                        .mapTo(Long.class)
                        .one())
                > 0;
    }

    @Override
    public List<String> neededBy(String dataset) {
        return database.read(handle -> handle.createQuery(database.sql("fates_wanted_by_others"))
                .bind("dataset", dataset)
                .mapTo(String.class)
                .list());
    }

    @Override
    public void moved(String from, String to) {
        database.write(handle -> handle.createUpdate(database.sql("fates_moved"))
                .bind("from", from)
                .bind("to", to)
                .execute());
    }

    @Override
    public void deleted(String key) {
        database.write(handle -> handle.createUpdate(database.sql("fates_deleted"))
                .bind("key", key)
                .execute());
    }

    @Override
    public List<RawFile> archived(String dataset) {
        Map<String, RawFile> byKey = new LinkedHashMap<>();
        database.read(handle -> handle.createQuery(database.sql("fates_archived"))
                        .bind("dataset", dataset)
                        .map((row, context) -> JobTable.file(row))
                        .list())
                .forEach(file -> byKey.putIfAbsent(file.key(), file));
        return List.copyOf(byKey.values());
    }
}
