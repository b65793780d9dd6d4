package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.testkit.contract.SampleRecords;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Into a table that gets its rows unit by unit from the start, for more than its key looks at them. */
class PostgresDirectUpsertTest extends JdbcLoaderContract {
    PostgresDirectUpsertTest() {
        super(TestTarget.postgres(), JdbcOptions.Mode.UPSERT);
    }

    @Override
    protected Loader newLoader(Path home) throws SQLException {
        var loader = super.newLoader(home);
        var table = target.table(home);
        if (target.query(home, "SELECT to_regclass('" + table + "')").contains("null")) {
            target.execute(
                    home, loader.ddl("postgres", List.of(SampleRecords.TYPE)).toArray(String[]::new));
            target.execute(home, "CREATE INDEX ON " + table + " (name)");
        }
        return loader;
    }
}
