package dev.tributary.etl.core.internal.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.normalize.Emitted;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Normalizer;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFoldersTest {
    @TempDir
    Path folder;

    private static PluginRegistry registry(PluginFolders folders) {
        return PluginRegistry.of(List.of(), folders.loaders());
    }

    private PluginFolders open() {
        return PluginFolders.open(List.of(folder));
    }

    @SuppressWarnings("unchecked")
    private static Normalizer make(PluginRegistry registry, String name) {
        var factory = (PluginFactory<Normalizer, NoOptions>) registry.find(Normalizer.class, name);
        return new BoundPlugin<>(factory, new NoOptions()).create((PluginContext) Placeholder.of(PluginContext.class));
    }

    private static String library(Normalizer normalizer) {
        var type = RecordType.named("t")
                .column("id", RecordType.Kind.TEXT)
                .key("id")
                .build();
        var out = new Emitted();
        normalizer.normalize(type.record(new Origin(0, "f", 0, 1, 0, 1), "1"), out);
        return out.records.stream()
                .map((DataRecord r) -> r.text("library"))
                .toList()
                .toString();
    }

    @Test
    void twoPluginsUseTheirOwnVersionsOfOneLibrary() throws IOException {
        LibraryPlugin.write(folder.resolve("old"), "with_old", "1.4");
        LibraryPlugin.write(folder.resolve("new"), "with_new", "2.0");
        var host = Thread.currentThread().getContextClassLoader();

        try (var folders = open()) {
            var registry = registry(folders);
            var old = make(registry, "with_old");
            var newer = make(registry, "with_new");

            assertThat(List.of(library(old), library(newer), library(old)))
                    .containsExactly("[1.4 1.4]", "[2.0 2.0]", "[1.4 1.4]");
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(host);
            assertThat(folders.warnings()).isEmpty();
            assertThat(registry.warnings()).isEmpty();
        }
    }

    @Test
    void aPluginSeesTheJdkAndTheSpiAndNothingOfTheHost() throws Exception {
        LibraryPlugin.write(folder.resolve("x"), "x", "1");
        try (var folders = open()) {
            var loader = folders.loaders().get(0);
            assertThat(loader.loadClass(PluginFactory.class.getName())).isSameAs(PluginFactory.class);
            assertThat(loader.loadClass("org.jspecify.annotations.Nullable")).isNotNull();
            assertThat(loader.loadClass("java.sql.Connection")).isNotNull();
            for (var hidden : List.of(
                    PluginRegistry.class.getName(),
                    "org.slf4j.Logger",
                    "org.jdbi.v3.core.Jdbi",
                    getClass().getName())) {
                assertThatThrownBy(() -> loader.loadClass(hidden)).isInstanceOf(ClassNotFoundException.class);
            }
            assertThat(loader.getResources(CompiledJar.SERVICES).asIterator())
                    .toIterable()
                    .hasSize(1);
        }
    }

    @Test
    void aPluginForANewerEngineIsRefusedInAPlainSentenceAndListed() throws IOException {
        var library = LibraryPlugin.library("1").write(folder.resolve("x/library.jar"));
        LibraryPlugin.normalizer("from_tomorrow", "7").library(library).write(folder.resolve("x/plugin.jar"));
        try (var folders = open()) {
            var registry = registry(folders);
            assertThat(registry.describe())
                    .extracting(PluginDescription::apiLevel)
                    .containsExactly(7);
            assertThatThrownBy(() -> registry.find(Normalizer.class, "from_tomorrow"))
                    .hasMessageContaining("E1008 PLUGIN_INCOMPATIBLE: Cannot use the normalizer 'from_tomorrow'")
                    .hasMessageContaining("plugin.jar: it needs API level 7, this engine has 1; update Tributary");
        }
    }

    @Test
    void whatIsBrokenIsReportedAndStopsNobody() throws IOException {
        LibraryPlugin.write(folder.resolve("good"), "good", "1");
        Files.writeString(folder.resolve("torn.jar"), "PK", StandardCharsets.UTF_8);
        LibraryPlugin.write(folder.resolve("halftorn"), "halftorn", "1");
        Files.write(folder.resolve("halftorn/torn.jar"), new byte[0]);
        LibraryPlugin.library("1").write(folder.resolve("lib_alone.jar"));
        Files.createDirectory(folder.resolve("empty"));
        var elsewhere = LibraryPlugin.library("1").write(folder.resolve(".elsewhere/library.jar"));
        LibraryPlugin.normalizer("lacking", "API_LEVEL").library(elsewhere).write(folder.resolve("lacking.jar"));
        Files.writeString(folder.resolve("README.txt"), "JARs go here", StandardCharsets.UTF_8);

        try (var folders = open()) {
            var registry = registry(folders);
            assertThat(library(make(registry, "good"))).isEqualTo("[1 1]");
            assertThat(registry.names(Normalizer.class)).containsExactly("good", "lacking");
            assertThat(folders.warnings()).extracting(Problem::code).containsOnly(StandardError.PLUGIN_INCOMPATIBLE);
            assertThat(folders.warnings())
                    .extracting(Problem::message)
                    .satisfiesExactly(
                            empty -> assertThat(empty).startsWith("There is no plugin in " + folder.resolve("empty")),
                            torn -> assertThat(torn)
                                    .startsWith("Cannot read the plugin's JAR " + folder.resolve("halftorn/torn.jar")),
                            alone -> assertThat(alone)
                                    .startsWith("There is no plugin in " + folder.resolve("lib_alone.jar")),
                            torn -> assertThat(torn)
                                    .startsWith("Cannot read the plugin's JAR " + folder.resolve("torn.jar")));
            assertThatThrownBy(() -> make(registry, "lacking")).isInstanceOf(NoClassDefFoundError.class);
        }
    }

    @Test
    void oneNameInTwoFoldersNamesBothJars() throws IOException {
        LibraryPlugin.write(folder.resolve("a"), "twin", "1");
        LibraryPlugin.write(folder.resolve("b"), "twin", "1");
        try (var folders = open()) {
            assertThatThrownBy(() -> registry(folders))
                    .hasMessageContaining("E1007 PLUGIN_DUPLICATE")
                    .hasMessageContaining("a/plugin.jar")
                    .hasMessageContaining("b/plugin.jar");
        }
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        var missing = folder.resolve("pulgins");
        assertThatThrownBy(() -> PluginFolders.open(List.of(missing)))
                .isInstanceOfSatisfying(
                        EtlException.class, e -> assertThat(e.code()).isEqualTo(StandardError.OPTION_INVALID))
                .hasMessageContaining(missing.toString());
    }

    @Test
    void closingClosesTheJars() throws IOException {
        LibraryPlugin.write(folder.resolve("x"), "x", "1");
        var folders = open();
        var loader = (URLClassLoader) folders.loaders().get(0);
        folders.close();
        assertThat(loader.findResource(CompiledJar.SERVICES)).isNull();
    }
}
