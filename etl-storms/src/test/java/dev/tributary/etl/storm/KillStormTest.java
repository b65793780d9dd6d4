package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promises 1 and 8: kills at any instant, any number of restarts, and the same bytes in the end. */
class KillStormTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void killsAtAnyInstantChangeNothing(Kill.Shape shape) throws IOException, InterruptedException, SQLException {
        var random = Storm.random("kill storm " + shape);
        long started = System.nanoTime();
        int entries = Storm.full() ? 20_000 : 5_000;
        Entries.write(folder.resolve("entries.dat.gz"), entries);
        var storm = new KillStorm(folder, dataset(shape));
        int inEachGroup = Storm.full() ? 5 : 1;
        var killed = storm.blow(
                Kill.draw(shape, random, Math.max(Storm.runs(), shape.groups().size()), inEachGroup));
        assertThat(killed.values().stream().mapToInt(n -> n).sum()).isGreaterThanOrEqualTo(Storm.runs());
        for (var group : shape.groups()) {
            assertThat(killed.getOrDefault(group, 0)).as("kills in " + group).isGreaterThanOrEqualTo(inEachGroup);
        }
        assertThat(storm.untidy()).as("kills that left a scratch folder").isPositive();
        assertThat(storm.calm().published()).hasSizeGreaterThan(entries / 200);
        System.out.println("kill storm: " + killed + ", " + (System.nanoTime() - started) / 1_000_000 + " ms");
    }

    private Path dataset(Kill.Shape shape) throws IOException {
        var yaml = """
                dataset_id: storm
                release: { external: "1" }
                extract: { plugin: file, paths: [entries.dat.gz] }
                parse: { plugin: uniprot_flat }
                normalize: [{ plugin: scribbling }]
                load: [{ plugin: jsonl }]
                run: { parse_batch: 200, chunk_bytes: 32KiB, unit_bytes: 512KiB, mode: %s }
                """.formatted(shape.mode());
        return Files.writeString(folder.resolve("storm.yaml"), yaml);
    }
}
