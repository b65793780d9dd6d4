package dev.tributary.etl.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.internal.spill.SpillFolder;
import dev.tributary.etl.core.internal.spill.SpilledKeys;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web container gives each application a class loader of its own, and has asked for the drivers of databases before it comes. */
class WebContainerTest {
    @TempDir
    Path folder;

    @Test
    void anApplicationOfItRunsDatasets() throws Exception {
        assertThat(DriverManager.drivers()).as("drivers of the container").isNotEmpty();
        Files.writeString(folder.resolve("lines.txt"), "a\n");
        var dataset = Files.writeString(folder.resolve("lines.yaml"), """
                dataset_id: lines
                extract: { plugin: file, paths: [lines.txt] }
                parse: { plugin: test_lines }
                load: [{ plugin: jsonl }]
                """);
        try (var loader = new URLClassLoader("application", classPath(), ClassLoader.getPlatformClassLoader())) {
            var application = loader.loadClass(Application.class.getName());
            assertThat(application).isNotEqualTo(Application.class);
            var run = application.getMethod("run", Path.class, Path.class);
            assertThat(run.invoke(null, folder.resolve("home"), dataset)).isEqualTo("completed");
        }
    }

    private static URL[] classPath() throws IOException {
        var known = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<URL> entries = new ArrayList<>();
        for (var entry : known.split(File.pathSeparator)) {
            entries.add(Path.of(entry).toUri().toURL());
        }
        return entries.toArray(URL[]::new);
    }

    /** The application, as its class loader loads it. */
    public static final class Application {
        private Application() {}

        public static String run(Path home, Path dataset) throws IOException, InterruptedException {
            try (var etl = Etl.builder().home(home).plugin(new LinesFactory()).build()) {
                var report = etl.run(RunRequest.of(dataset));
                spill(home);
                return report.failure()
                        .map(Object::toString)
                        .orElse(report.status().word());
            }
        }

        private static void spill(Path folder) throws IOException {
            try (var keys = SpilledKeys.in(new SpillFolder(() -> folder))) {
                keys.addAll(List.of("a"));
            }
        }
    }
}
