package dev.tributary.etl.storm;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Flat files of UniProt that other projects test with; a machine without them skips the test, except the one that builds releases. */
final class RealEntries {
    private RealEntries() {}

    /** All files that hold entries, by the list beside them. */
    static List<Path> files() throws IOException {
        var given = System.getenv("ETL_REAL_DATA");
        var root =
                given != null ? Path.of(given) : Path.of(System.getProperty("etl.root", ".."), "..", "shared", "data");
        var list = root.resolve("uniprot/ENTRIES.tsv");
        if (!Files.exists(list)) {
            if ("true".equals(System.getenv("CI"))) {
                fail("real data is missing: " + list);
            }
            Assumptions.abort("skipped: no real data at " + list);
        }
        return Files.readAllLines(list).stream()
                .map(line -> line.substring(0, line.indexOf('\t')))
                .filter(name -> name.startsWith("uniprot/flat/"))
                .distinct()
                .map(name -> root.resolve(name).toAbsolutePath().normalize())
                .toList();
    }
}
