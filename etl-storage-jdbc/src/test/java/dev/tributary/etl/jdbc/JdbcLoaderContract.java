package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.testkit.contract.LoaderContract;
import dev.tributary.etl.testkit.contract.SampleRecords;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;

/** The contract of loaders for a database and a mode. */
abstract class JdbcLoaderContract extends LoaderContract {
    final TestTarget target;
    private final JdbcOptions.Mode mode;

    JdbcLoaderContract(TestTarget target, JdbcOptions.Mode mode) {
        this.target = target;
        this.mode = mode;
    }

    @AfterEach
    void dropDatabase() {
        target.close();
    }

    @Override
    protected Loader newLoader(Path home) throws SQLException {
        return target.options(home).mode(mode).loader();
    }

    @Override
    protected Map<String, String> published(Path home, List<LoadReceipt> receipts) throws SQLException {
        var found = new TreeMap<String, String>();
        for (var row : target.query(home, "SELECT id, name, count, mass, tags FROM " + target.table(home))) {
            found.put(row.substring(0, row.indexOf('|')), row);
        }
        return found;
    }

    @Override
    protected Optional<DataRecord> unloadable() {
        return Optional.of(SampleRecords.withParts(SampleRecords.record(9, 0).with("name", "half \0 a name")));
    }
}
