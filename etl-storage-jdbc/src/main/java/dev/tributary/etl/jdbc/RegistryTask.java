package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.RecordFiles;
import dev.tributary.etl.spi.stage.Rejects;
import dev.tributary.etl.spi.stage.Upload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One attempt at a unit of the registry: of each batch the files are rendered, those that are not there are noted and stored, and the rows wait for
 * the commit. Of a unit that is committed the records are filed once more, for its uploads and its rejects, and nothing is stored.
 */
final class RegistryTask implements LoadTask {
    private final RecordFiles files;
    private final ObjectStore objects;
    private final LoadUnit unit;
    private final UnitWork work;
    private final Registry registry;
    private final Filing filing;
    private final RegistryRows rows;
    private final UploadNotes notes;
    private final List<Upload> uploads = new ArrayList<>();

    /** What all tasks of a loader share. */
    record Surroundings(Registry registry, RegistryOptions options, RecordFiles files, ObjectStore objects) {}

    RegistryTask(Surroundings all, LoadUnit unit, UnitWork work) {
        this.files = all.files();
        this.objects = all.objects();
        this.unit = unit;
        this.work = work;
        this.registry = all.registry();
        this.filing = new Filing(
                registry, all.options().internal(), files, new StoredVersions(registry.dialect(), work.connection()));
        this.rows = new RegistryRows(registry, all.options().formats());
        this.notes = new UploadNotes(registry.dialect(), registry.load().dataset());
    }

    @Override
    public void write(Batch batch, Rejects rejects) throws IOException, InterruptedException {
        var counting = work.counting(rejects);
        var rendered = rendered(batch.records(), counting);
        var filed = registry.failures().guarded(() -> filing.file(rendered, counting));
        List<Filed> kept = new ArrayList<>();
        List<RecordRows> made = new ArrayList<>();
        for (var one : filed) {
            orReject(one.record(), counting, () -> {
                made.add(rows.of(one));
                kept.add(one);
            });
        }
        if (work.before().isEmpty()) {
            store(kept);
        }
        Set<DataRecord> refused = Collections.newSetFromMap(new IdentityHashMap<>());
        work.take(made, (record, problem) -> {
            refused.add(record);
            counting.reject(record, problem);
        });
        kept.stream().filter(one -> !refused.contains(one.record())).forEach(one -> uploads.addAll(one.uploads()));
    }

    private List<Filing.Rendered> rendered(List<DataRecord> records, Rejects rejects) throws IOException {
        var rendered = new ArrayList<Filing.Rendered>(records.size());
        for (var record : records) {
            orReject(record, rejects, () -> rendered.add(filing.rendered(record)));
        }
        return rendered;
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void orReject(DataRecord record, Rejects rejects, Step step) throws IOException {
        try {
            step.run();
        } catch (EtlException e) {
            if (e.code().category() != ErrorCode.Category.DATA) {
                throw e;
            }
            rejects.reject(record, e.problem());
        }
    }

    /** What is written down is there, unless somebody damaged the store: a look at the size costs little. */
    private void store(List<Filed> kept) throws IOException, InterruptedException {
        var missing = new ArrayList<Filed.FiledFile>();
        for (var one : kept) {
            for (var file : one.files()) {
                if (!file.isKnown() || !isThere(file)) {
                    missing.add(file);
                }
            }
        }
        registry.failures().guarded(() -> {
            notes.note(
                    work.connection(),
                    missing.stream().map(Filed.FiledFile::key).toList());
            return true;
        });
        for (var file : missing) {
            objects.put(file.key(), file.file().content());
        }
    }

    private boolean isThere(Filed.FiledFile file) throws IOException, InterruptedException {
        return objects.head(file.key())
                .filter(object -> object.size() == file.file().size())
                .isPresent();
    }

    /** What is withdrawn is no more current; its versions and their files stay. */
    @Override
    public void delete(Batch keys) throws IOException {
        work.delete(keys.records().stream().map(rows::deletion).toList());
    }

    @Override
    public LoadReceipt finish() throws IOException {
        return new LoadReceipt(unit.number(), work.finish(), uploads, Map.of());
    }

    @Override
    public void close() throws IOException {
        work.close();
    }
}
