package dev.tributary.etl.core.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds real data; a machine without it skips the test, except the one that builds releases. */
public final class RealData {
    private RealData() {}

    public static Path folder(String name) {
        String given = System.getenv("ETL_REAL_DATA");
        Path data =
                given != null ? Path.of(given) : Path.of(System.getProperty("etl.root", "."), "..", "shared", "data");
        Path folder = data.resolve(name);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(folder).isDirectory();
        }
        assumeTrue(Files.isDirectory(folder), "skipped: no real data at " + folder);
        return folder;
    }
}
