package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.DataRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the rows of records in all tables of the registry. One thread at a time. */
final class RegistryRows {
    /** The format whose digest is that of the metadata. */
    static final String METADATA = "json";

    private static final String RELEASE_DATE = "release_date";

    private final Registry registry;
    private final String primary;
    private final List<RowHash> hashes = new ArrayList<>();
    private final List<RowMaker> makers = new ArrayList<>();

    RegistryRows(Registry registry, List<String> formats) {
        this.registry = registry;
        this.primary = formats.get(0);
        for (var table : RegistryTable.ALL) {
            hashes.add(new RowHash(table.layout().columns()));
        }
        int sheet = RegistryTable.ALL.size();
        for (var type : registry.types()) {
            makers.add(new RowMaker(sheet++, type.layout(), registry.load()));
        }
    }

    /**
     * The rows of a record.
     *
     * @throws dev.tributary.etl.spi.error.EtlException RECORD_UNLOADABLE naming the column
     */
    RecordRows of(Filed filed) {
        var record = filed.record();
        var rows = new ArrayList<Row>();
        var entry = filed.entry().toString();
        var version = filed.versionId().toString();
        var load = registry.load();
        var size = Long.toString(filed.size());
        rows.add(row(
                RegistryTable.ENTRIES, entry, load.organization(), record.type().name(), record.key(), record.name()));
        rows.add(row(
                RegistryTable.VERSIONS, version, entry, filed.version(), load.release(), releaseDate(record), size));
        filed.files().forEach(file -> rows.add(file(version, file)));
        rows.add(row(
                RegistryTable.SOURCES,
                entry,
                load.dataset(),
                version,
                record.hash().map(ContentHash::sha256).orElse(null),
                filed.md5(primary).orElse(null),
                filed.md5(METADATA).orElse(null)));
        addOfType(rows, record);
        return new RecordRows(record, rows);
    }

    private Row row(RegistryTable table, @Nullable String... cells) {
        return table.row(hashes.get(table.sheet()), cells);
    }

    private Row file(String version, Filed.FiledFile filed) {
        var file = filed.file();
        return row(
                RegistryTable.FILES,
                version,
                file.format(),
                filed.key(),
                file.md5(),
                file.sha256(),
                Long.toString(file.size()),
                file.mediaType(),
                registry.load().release());
    }

    private static @Nullable String releaseDate(DataRecord record) {
        return record.value(RELEASE_DATE) instanceof LocalDate date ? date.toString() : null;
    }

    private void addOfType(List<Row> rows, DataRecord record) {
        for (int i = 0; i < makers.size(); i++) {
            var type = registry.types().get(i);
            if (type.recordType().equals(record.type().name())) {
                var row = makers.get(i).row(record);
                if (type.isOfRecords() || hasKey(type, row)) {
                    rows.add(row);
                }
            }
        }
    }

    /** What several records share, a record may also not have. */
    private static boolean hasKey(TypeTable type, Row row) {
        var names = type.layout().names();
        return type.layout().key().stream().allMatch(name -> row.cells()[names.indexOf(name)] != null);
    }

    /** The rows that a withdrawn record loses. */
    RecordRows deletion(DataRecord key) {
        var rows = new ArrayList<Row>();
        var cells =
                new @Nullable String[RegistryTable.SOURCES.layout().columns().size()];
        cells[0] = EntryId.of(registry.load().organization(), key).toString();
        rows.add(new Row(RegistryTable.SOURCES.sheet(), cells, null));
        for (int i = 0; i < makers.size(); i++) {
            var type = registry.types().get(i);
            if (type.recordType().equals(key.type().name()) && type.isOfRecords()) {
                rows.add(makers.get(i).deletion(key));
            }
        }
        return new RecordRows(key, rows);
    }
}
