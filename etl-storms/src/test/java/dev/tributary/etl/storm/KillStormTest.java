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
    private static final int ENTRIES = 4_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void killsAtAnyInstantChangeNothing(Kill.Shape shape) throws IOException, InterruptedException, SQLException {
        var random = Storm.random("kill storm " + shape);
        long started = System.nanoTime();
        Entries.write(folder.resolve("entries.dat.gz"), ENTRIES);
        var storm = new KillStorm(folder, dataset(shape));
        int inEachGroup = inEachGroup(shape);
        var drawn = Kill.draw(shape, random, kills(shape), inEachGroup);
        var killed = storm.blow(drawn);
        assertThat(killed.values().stream().mapToInt(n -> n).sum()).isEqualTo(drawn.size());
        for (var group : shape.groups()) {
            assertThat(killed.getOrDefault(group, 0)).as("kills in " + group).isGreaterThanOrEqualTo(inEachGroup);
        }
        assertThat(storm.untidy()).as("kills that left a scratch folder").isPositive();
        assertThat(storm.calm().published()).hasSizeGreaterThan(ENTRIES / 100);
        System.out.println("kill storm: " + killed + ", " + (System.nanoTime() - started) / 1_000_000 + " ms");
    }

    /** In full the shape with all steps meets fifty, and five in each group; the other one has the code in between for itself. */
    private static int kills(Kill.Shape shape) {
        if (!Storm.full()) {
            return Math.max(Storm.runs(), shape.groups().size());
        }
        return shape == Kill.Shape.IN_TWO_PASSES ? Storm.runs() : Storm.runs() / 2;
    }

    private static int inEachGroup(Kill.Shape shape) {
        if (!Storm.full()) {
            return 1;
        }
        return shape == Kill.Shape.IN_TWO_PASSES ? 5 : 3;
    }

    private Path dataset(Kill.Shape shape) throws IOException {
        var yaml = """
                dataset_id: storm
                release: { external: "1" }
                extract: { plugin: file, paths: [entries.dat.gz] }
                parse: { plugin: uniprot_flat }
                normalize: [{ plugin: scribbling }]
                load: [{ plugin: jsonl }]
                run: { parse_batch: 100, chunk_bytes: 32KiB, unit_bytes: 512KiB, mode: %s }
                """.formatted(shape.mode());
        return Files.writeString(folder.resolve("storm.yaml"), yaml);
    }
}
