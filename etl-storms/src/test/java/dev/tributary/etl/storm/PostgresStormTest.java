package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole engine with its ledger on PostgreSQL: the bytes of a run with SQLite, also when runs are killed. */
class PostgresStormTest {
    private static final int ENTRIES = 2_000;

    @TempDir
    Path folder;

    private final List<PostgresSchema> schemas = new ArrayList<>();

    @AfterEach
    void dropSchemas() {
        schemas.forEach(PostgresSchema::close);
    }

    private HomeFolder onPostgres(Path home) {
        var schema = PostgresServer.freshSchema();
        schemas.add(schema);
        return new HomeFolder(home, schema.url());
    }

    @ParameterizedTest
    @EnumSource
    void killedRunsGiveTheBytesOfACalmDirectRunOnSqlite(Kill.Shape shape)
            throws IOException, InterruptedException, SQLException {
        var random = Storm.random("kill storm on PostgreSQL " + shape);
        Entries.write(folder.resolve("entries.dat.gz"), ENTRIES);
        var calmOnSqlite =
                new KillStorm(Files.createDirectory(folder.resolve("sqlite")), dataset(Kill.Shape.IN_ONE_PASS));
        calmOnSqlite.blow(List.of());

        // Processes that share a job in two passes die in a storm of their own.
        int kills = shape == Kill.Shape.IN_ONE_PASS ? Storm.runs() / 2 : Storm.runs() / 4;
        var storm = new KillStorm(Files.createDirectory(folder.resolve("postgres")), dataset(shape), this::onPostgres);
        var drawn = Kill.draw(shape, random, kills, shape == Kill.Shape.IN_ONE_PASS && Storm.full() ? 3 : 0);
        var killed = storm.blow(drawn);

        assertThat(HomeFolder.differences(
                        calmOnSqlite.calm().published(), storm.calm().published()))
                .isEmpty();
        assertThat(storm.calm().published()).hasSizeGreaterThan(ENTRIES / 200);
        assertThat(storm.calm().path().resolve("ledger.db")).doesNotExist();
        assertThat(killed.values().stream().mapToInt(n -> n).sum()).isEqualTo(drawn.size());
        System.out.println("kill storm on PostgreSQL: " + killed);
    }

    private Path dataset(Kill.Shape shape) throws IOException {
        var yaml = """
                dataset_id: storm
                release: { external: "1" }
                extract: { plugin: file, paths: [entries.dat.gz] }
                parse: { plugin: uniprot_flat }
                load: [{ plugin: jsonl }]
                run: { parse_batch: 50, chunk_bytes: 32KiB, unit_bytes: 512KiB, mode: %s }
                """.formatted(shape.mode());
        return Files.writeString(folder.resolve("storm.yaml"), yaml);
    }
}
