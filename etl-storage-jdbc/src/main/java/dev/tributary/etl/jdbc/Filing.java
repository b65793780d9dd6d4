package dev.tributary.etl.jdbc;

import dev.tributary.etl.jdbc.StoredVersions.StoredFile;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.RecordFile;
import dev.tributary.etl.spi.stage.RecordFiles;
import dev.tributary.etl.spi.stage.Rejects;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides which version each record has, and under which keys its files lie. What another release has stored is never written over. */
final class Filing {
    private final Registry registry;
    private final RegistryOptions.Internal internal;
    private final RecordFiles files;
    private final StoredVersions stored;
    /** The keys of this unit, for two records may be called alike. */
    private final Map<String, UUID> taken = new HashMap<>();

    /** A record with its files. */
    record Rendered(DataRecord record, UUID entry, List<RecordFile> files) {}

    Filing(Registry registry, RegistryOptions.Internal internal, RecordFiles files, StoredVersions stored) {
        this.registry = registry;
        this.internal = internal;
        this.files = files;
        this.stored = stored;
    }

    Rendered rendered(DataRecord record) throws IOException {
        return new Rendered(record, EntryId.of(registry.load().organization(), record), files.of(record));
    }

    /**
     * Files a batch.
     *
     * @throws EtlException LOAD_FAILED when another release has other bytes under a key
     */
    List<Filed> file(List<Rendered> records, Rejects rejects) throws SQLException {
        var current = internal == RegistryOptions.Internal.AUTO
                ? stored.current(records.stream().map(Rendered::entry).toList())
                : Map.<String, String>of();
        var known = stored.files(records.stream()
                .flatMap(
                        record -> versions(record, current).stream().flatMap(version -> keys(record, version).stream()))
                .distinct()
                .toList());
        var filed = new ArrayList<Filed>(records.size());
        for (var record : records) {
            var one = file(record, version(record, current, known), known);
            if (isOwn(one, known)) {
                filed.add(one);
            } else {
                rejects.reject(record.record(), sharedKey(one));
            }
        }
        return filed;
    }

    private List<String> versions(Rendered record, Map<String, String> current) {
        var before = current.get(record.entry().toString());
        return before == null || before.equals(registry.version())
                ? List.of(registry.version())
                : List.of(before, registry.version());
    }

    private List<String> keys(Rendered record, String version) {
        return record.files().stream().map(file -> key(record, version, file)).toList();
    }

    private String key(Rendered record, String version, RecordFile file) {
        return files.key(record.record().key(), version, file.format());
    }

    /** The version before, as long as no file of it changes; one more format is no change. */
    private String version(Rendered record, Map<String, String> current, Map<String, StoredFile> known) {
        var before = current.get(record.entry().toString());
        if (before == null) {
            return registry.version();
        }
        boolean same = record.files().stream().allMatch(file -> {
            var there = known.get(key(record, before, file));
            return there == null || there.sha256().equals(file.sha256());
        });
        return same ? before : registry.version();
    }

    private Filed file(Rendered record, String version, Map<String, StoredFile> known) {
        var id = EntryId.ofVersion(record.entry(), version).toString();
        var filed = record.files().stream()
                .map(file -> {
                    var key = key(record, version, file);
                    return new Filed.FiledFile(file, key, isKnown(file, own(known.get(key), id), key));
                })
                .toList();
        return new Filed(record.record(), record.entry(), version, filed);
    }

    /** What another record has there is no other release of this one. */
    private static @Nullable StoredFile own(@Nullable StoredFile there, String version) {
        return there == null || there.versionId().equals(version) ? there : null;
    }

    private boolean isKnown(RecordFile file, @Nullable StoredFile there, String key) {
        if (there == null || there.sha256().equals(file.sha256())) {
            return there != null;
        }
        if (!there.externalVersion().equals(registry.load().release())) {
            throw new EtlException(
                    StandardError.LOAD_FAILED,
                    "Cannot store " + key + ": release " + there.externalVersion() + " has other bytes there (sha256 "
                            + there.sha256() + "), and release "
                            + registry.load().release() + " comes with "
                            + file.sha256(),
                    "give the release another release.internal, or load with 'internal: auto'");
        }
        return false;
    }

    private boolean isOwn(Filed one, Map<String, StoredFile> known) {
        var version = one.versionId().toString();
        boolean own = true;
        for (var file : one.files()) {
            var there = known.get(file.key());
            own &= there == null || there.versionId().equals(version);
            own &= one.entry().equals(taken.computeIfAbsent(file.key(), key -> one.entry()));
        }
        return own;
    }

    private static Problem sharedKey(Filed one) {
        return Problem.of(
                        StandardError.RECORD_UNLOADABLE,
                        "Cannot store " + one.files().get(0).key() + ": another record has that object key")
                .withHint("records of all types of an organization need identifiers of their own");
    }
}
