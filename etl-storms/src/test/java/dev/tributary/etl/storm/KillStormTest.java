package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promises 1 and 8: kills at any instant, any number of restarts, and the same bytes in the end. */
class KillStormTest {
    /** On a disk, as nearly all homes are. */
    @TempDir(factory = TempDirFactory.Standard.class)
    Path folder;

    @ParameterizedTest
    @EnumSource
    void killsAtAnyInstantChangeNothing(Kill.Shape shape) throws IOException, InterruptedException, SQLException {
        var random = Storm.random("kill storm " + shape);
        long started = System.nanoTime();
        int entries = isInFull(shape) ? 20_000 : 4_000;
        int batch = isInFull(shape) ? 200 : 100;
        Entries.write(folder.resolve("entries.dat.gz"), entries);
        var storm = new KillStorm(folder, dataset(shape, batch));
        int inEachGroup = inEachGroup(shape);
        var drawn = Kill.draw(shape, random, kills(shape), inEachGroup);
        var killed = storm.blow(drawn);
        assertThat(killed.values().stream().mapToInt(n -> n).sum()).isEqualTo(drawn.size());
        for (var group : shape.groups()) {
            assertThat(killed.getOrDefault(group, 0)).as("kills in " + group).isGreaterThanOrEqualTo(inEachGroup);
        }
        assertThat(storm.untidy()).as("kills that left a scratch folder").isPositive();
        assertThat(storm.calm().published()).hasSizeGreaterThan(entries / batch);
        System.out.println("kill storm: " + killed + ", " + (System.nanoTime() - started) / 1_000_000 + " ms");
    }

    /** Processes that work in two passes die in full in the storm of a fleet; here they have about half of that. */
    private static boolean isInFull(Kill.Shape shape) {
        return Storm.full() && shape == Kill.Shape.IN_ONE_PASS;
    }

    private static int kills(Kill.Shape shape) {
        int wanted = Storm.full() && !isInFull(shape) ? Storm.runs() / 2 : Storm.runs();
        return Math.max(wanted, inEachGroup(shape) * shape.groups().size());
    }

    private static int inEachGroup(Kill.Shape shape) {
        if (!Storm.full()) {
            return 1;
        }
        return isInFull(shape) ? 5 : 2;
    }

    private Path dataset(Kill.Shape shape, int batch) throws IOException {
        var yaml = """
                dataset_id: storm
                release: { external: "1" }
                extract: { plugin: file, paths: [entries.dat.gz] }
                parse: { plugin: uniprot_flat }
                normalize: [{ plugin: scribbling }]
                load: [{ plugin: jsonl }]
                run: { parse_batch: %d, chunk_bytes: 32KiB, unit_bytes: 512KiB, mode: %s }
                """.formatted(batch, shape.mode());
        return Files.writeString(folder.resolve("storm.yaml"), yaml);
    }
}
