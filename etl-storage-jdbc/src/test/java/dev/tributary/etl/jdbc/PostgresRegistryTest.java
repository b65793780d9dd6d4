package dev.tributary.etl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.jdbc.RegistryOptions.Internal;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.test.postgres.PostgresServer;
import dev.tributary.etl.testkit.contract.SampleRecords;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresRegistryTest extends RegistryContract {
    PostgresRegistryTest() {
        super(TestTarget.postgres());
    }

    @Test
    void whoMayOnlyReadAndWriteRowsLoadsIntoTablesThatAreThere(@TempDir Path folder) throws Exception {
        try (var schema = PostgresServer.freshSchema()) {
            var home = new RegistryHome(TestTarget.postgres(), folder);
            var types = List.<RecordType>of(SampleRecords.TYPE);
            try (var loader = home.loader(Internal.RELEASE, schema.dataSource())) {
                loader.ddl("postgres", types).forEach(schema::execute);
            }
            var role = schema.role("worker", "secret");
            schema.execute(
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema.name() + " TO " + role);
            try (var loader = home.loader(Internal.AUTO, schema.dataSource(role, "secret"))) {
                loader.prepare(new LoadTarget("job", "samples", "test", "2026_01", "1.0"), types);
                try (var task = loader.open(new LoadUnit("job", 0, 1))) {
                    var batch = new dev.tributary.etl.spi.record.Batch(0, List.of(SampleRecords.record(0, 0)));
                    task.write(batch, (record, problem) -> {});
                    task.finish();
                }
            }
            assertThat(schema.query("SELECT id FROM sample")).containsExactly("s0_0");
        }
    }
}
