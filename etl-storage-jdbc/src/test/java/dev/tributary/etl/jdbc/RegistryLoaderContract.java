package dev.tributary.etl.jdbc;

import dev.tributary.etl.jdbc.RegistryOptions.Internal;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.testkit.contract.LoaderContract;
import dev.tributary.etl.testkit.contract.SampleRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;

/** The contract of loaders for the registry: its readers find the current version of each entry and the files of it. */
abstract class RegistryLoaderContract extends LoaderContract {
    private final TestTarget target;
    private final Internal internal;
    private final Map<Path, RegistryHome> homes = new HashMap<>();

    RegistryLoaderContract(TestTarget target, Internal internal) {
        this.target = target;
        this.internal = internal;
    }

    @AfterEach
    void dropDatabase() {
        target.close();
    }

    private RegistryHome home(Path folder) {
        return homes.computeIfAbsent(folder, f -> new RegistryHome(target, f));
    }

    @Override
    protected Loader newLoader(Path folder) {
        return home(folder).loader(internal);
    }

    @Override
    protected Map<String, String> published(Path folder, List<LoadReceipt> receipts)
            throws SQLException, IOException, InterruptedException {
        var found = new TreeMap<String, String>();
        var rows = home(folder)
                .query(
                        "SELECT f.object_key, e.record_identifier, e.name, v.version, v.external_version, f.md5, f.sha256, f.size_bytes,"
                                + " s.content_sha256, s.primary_file_md5, s.metadata_md5, t.name, t.count, t.mass, t.tags"
                                + " FROM data_sources s JOIN registry_entries e ON e.id = s.id JOIN versions v ON v.id = s.version_id"
                                + " JOIN version_files f ON f.version_id = v.id JOIN sample t ON t.entry_id = s.id");
        for (var row : rows) {
            var key = row.substring(0, row.indexOf('|'));
            found.put(key, row + "|" + home(folder).content(key));
        }
        return found;
    }

    @Override
    protected Optional<DataRecord> unloadable() {
        return Optional.of(SampleRecords.withParts(SampleRecords.record(9, 0).with("name", "half \0 a name")));
    }
}
