package dev.tributary.etl.examples.fastq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.PluginInfo;
import dev.tributary.etl.core.RunRequest;
import dev.tributary.etl.core.RunStatus;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin as its users have it: one JAR in {@code plugins} of a home, in a program that does not know it. */
class InPluginsFolderTest {
    private static final Path CLASSES =
            Path.of(System.getProperty("etl.root"), "examples", "custom-plugin", "target", "classes");

    @TempDir
    Path home;

    /** The program's class path, on which nobody finds this module's plugins. */
    private static final class WithoutThisModule extends ClassLoader {
        WithoutThisModule() {
            super(InPluginsFolderTest.class.getClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            var all = Collections.list(super.getResources(name));
            all.removeIf(url -> url.toString().contains("custom-plugin"));
            return Collections.enumeration(all);
        }
    }

    @BeforeEach
    void putTheJarIntoPlugins() throws IOException {
        var jar = Files.createDirectories(home.resolve("plugins")).resolve("fastq.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var classes = Files.walk(CLASSES)) {
            for (var file : classes.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(CLASSES.relativize(file).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(file));
            }
        }
    }

    private Etl open() {
        return Etl.builder().home(home).classLoader(new WithoutThisModule()).build();
    }

    @Test
    void itsDatasetRuns() throws InterruptedException, IOException {
        try (var etl = open()) {
            assertThat(etl.pluginWarnings()).isEmpty();
            var report = etl.run(RunRequest.of(Reads.DATASETS.resolve("reads.yaml")));
            assertThat(report.failure()).isEmpty();
            assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(report.records().read()).isEqualTo(5);
            assertThat(report.records().loaded()).isEqualTo(4);
            assertThat(report.records().filtered()).isEqualTo(1);
        }
        var written = Files.readString(home.resolve("reads/read2/1.0/read2.fastq"), StandardCharsets.UTF_8);
        assertThat(written).isEqualTo("@read2 lane=1\nACGTACGTACGT\n+\nIIIIIIIIIIII\n");
    }

    @Test
    void itIsListedWithItsOptionsAndItsJar() {
        try (var etl = open()) {
            assertThat(etl.plugins())
                    .filteredOn(plugin -> plugin.source().endsWith("plugins/fastq.jar"))
                    .extracting(PluginInfo::name)
                    .containsExactly("read/fastq", "trim_quality", "fastq");
        }
    }
}
