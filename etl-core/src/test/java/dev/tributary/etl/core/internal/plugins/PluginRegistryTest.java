package dev.tributary.etl.core.internal.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.dataset.FakeFactory;
import dev.tributary.etl.core.dataset.FakePlugins;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.stage.FileParser;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginRegistryTest {
    @TempDir
    private Path folder;

    @Test
    void findsFactoriesThatTheHostGives() {
        PluginRegistry registry = FakePlugins.registry();
        assertThat(registry.find(Loader.class, "jsonl").name()).isEqualTo("jsonl");
        assertThat(registry.names(Parser.class)).containsExactly("gff3", "lines");
        assertThat(registry.has(Parser.class, "lines")).isTrue();
        assertThat(registry.has(Parser.class, "xlsx")).isFalse();
    }

    @Test
    void anUnknownNameTeaches() {
        PluginRegistry registry = FakePlugins.registry();
        assertThatThrownBy(() -> registry.find(Parser.class, "gff"))
                .isInstanceOf(EtlException.class)
                .hasMessage("E1006 PLUGIN_UNKNOWN: Cannot find the parser 'gff'; did you mean 'gff3'?");
        assertThatThrownBy(() -> registry.find(Parser.class, "pubmed_xml")).hasMessageContaining("known: gff3, lines");
        assertThatThrownBy(() -> registry.find(RecordFormat.class, "dat"))
                .hasMessageContaining("a JAR is probably missing");
    }

    @Test
    void aPlaceMayTakeSeveralKinds() {
        PluginRegistry registry = FakePlugins.registry();
        assertThat(registry.find(PluginKinds.PARSE, "xlsx").kind()).isEqualTo(FileParser.class);
        assertThatThrownBy(() -> registry.find(PluginKinds.PARSE, "xls")).hasMessageContaining("did you mean 'xlsx'?");
        PluginRegistry both = PluginRegistry.of(
                List.of(
                        parser("csv"),
                        FakeFactory.of(
                                FileParser.class, "csv", NoOptions.class, (o, c) -> new FakePlugins.StubFileParser(o))),
                List.of());
        assertThatThrownBy(() -> both.find(PluginKinds.PARSE, "csv")).hasMessageContaining("E1007 PLUGIN_DUPLICATE");
    }

    @Test
    void theFormatOfARecordTypeComesFirst() {
        PluginRegistry registry =
                PluginRegistry.of(List.of(format("json"), format("fasta"), format("protein/fasta")), List.of());
        assertThat(registry.format("protein", "fasta").name()).isEqualTo("protein/fasta");
        assertThat(registry.format("gene", "fasta").name()).isEqualTo("fasta");
        assertThat(registry.format("protein", "json").name()).isEqualTo("json");
        assertThatThrownBy(() -> registry.format("protein", "jsom")).hasMessageContaining("did you mean 'json'?");
    }

    @Test
    void aPluginForANewerEngineIsRefusedWithBothNumbersAndStopsNobody() {
        PluginRegistry registry = PluginRegistry.of(
                List.of(parser("old").atLevel(0), parser("newer").atLevel(9)), List.of());
        assertThat(registry.find(Parser.class, "old").apiLevel()).isZero();
        assertThat(registry.has(Parser.class, "newer")).isFalse();
        assertThatThrownBy(() -> registry.find(Parser.class, "newer"))
                .hasMessageContaining("E1008 PLUGIN_INCOMPATIBLE")
                .hasMessageContaining("API level 9, this engine has " + PluginFactory.API_LEVEL);
    }

    @Test
    void twoJarsWithOnePluginStopTheStartAndAreBothNamed() throws IOException {
        Path first = jar("first.jar", JarPlugin.class.getName(), JarPlugin.class);
        Path second = jar("second.jar", JarPlugin.class.getName(), JarPlugin.class);
        try (OwnClassLoader a = new OwnClassLoader(first);
                OwnClassLoader b = new OwnClassLoader(second)) {
            assertThatThrownBy(() -> PluginRegistry.of(List.of(), List.of(a, b)))
                    .isInstanceOfSatisfying(
                            EtlException.class, e -> assertThat(e.code()).isEqualTo(StandardError.PLUGIN_DUPLICATE))
                    .hasMessageContaining("the normalizer 'from_jar' comes twice")
                    .hasMessageContaining("first.jar")
                    .hasMessageContaining("second.jar");
        }
    }

    @Test
    void aClassThatTwoLoadersSeeCountsOnce() throws IOException {
        Path jar = jar("one.jar", JarPlugin.class.getName(), JarPlugin.class);
        try (OwnClassLoader loader = new OwnClassLoader(jar)) {
            PluginRegistry registry = PluginRegistry.of(List.of(), List.of(loader, loader));
            PluginDescription plugin = registry.describe().get(0);
            assertThat(plugin.source()).endsWith("one.jar");
            assertThat(plugin.kind() + " " + plugin.name() + " " + plugin.revision())
                    .isEqualTo("normalizer from_jar 4");
        }
    }

    @Test
    void brokenPluginsAreReportedAndStopNobody() throws IOException {
        String services = "no.such.Plugin\n" + BrokenPlugin.class.getName() + "\n" + UnlinkedPlugin.class.getName()
                + "\n" + JarPlugin.class.getName();
        Path jar = jar("mixed.jar", services, JarPlugin.class, BrokenPlugin.class, UnlinkedPlugin.class);
        Path garbage = jar("garbage.jar", "this is no class name\n");
        try (OwnClassLoader loader = new OwnClassLoader(jar);
                OwnClassLoader bad = new OwnClassLoader(garbage)) {
            PluginRegistry registry = PluginRegistry.of(List.of(parser("mine")), List.of(bad, loader));
            assertThat(registry.describe()).extracting(PluginDescription::name).containsExactly("from_jar", "mine");
            assertThat(registry.warnings()).hasSize(4);
            assertThat(registry.warnings()).extracting(Problem::code).containsOnly(StandardError.PLUGIN_INCOMPATIBLE);
            assertThat(registry.warnings().toString())
                    .contains("no.such.Plugin", "BrokenPlugin", "some.missing.Library");
        }
    }

    @Test
    void aDescriptionThatBreaksTheContractIsLeftOut() {
        PluginRegistry registry = PluginRegistry.of(List.of(parser("Not Snake"), parser("fine")), List.of());
        assertThat(registry.names(Parser.class)).containsExactly("fine");
        assertThat(registry.warnings()).singleElement().asString().contains("not in snake_case (Not Snake)");
    }

    @Test
    void listsEveryPluginWithItsOptions() {
        List<PluginDescription> plugins = FakePlugins.registry().describe();
        assertThat(plugins)
                .extracting(PluginDescription::kind)
                .contains("extractor", "parser", "file parser", "loader", "text model");
        PluginDescription file = plugins.stream()
                .filter(p -> p.name().equals("file"))
                .findFirst()
                .orElseThrow();
        assertThat(file.revision()).isEqualTo(3);
        assertThat(file.options())
                .extracting(o -> o.name() + ": " + o.type().label() + " = "
                        + o.defaultValue().orElse("-"))
                .containsExactly(
                        "paths: list of text = -",
                        "folder: path = -",
                        "key: secret text = -",
                        "timeout: duration = 30s");
    }

    private static FakeFactory<Parser, NoOptions> parser(String name) {
        return FakeFactory.of(Parser.class, name, NoOptions.class, (o, c) -> new FakePlugins.StubParser(o));
    }

    private static FakeFactory<RecordFormat, NoOptions> format(String name) {
        return FakeFactory.of(RecordFormat.class, name, NoOptions.class, (o, c) -> {
            throw new UnsupportedOperationException();
        });
    }

    private Path jar(String name, String services, Class<?>... classes) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("META-INF/services/" + PluginFactory.class.getName()));
            out.write(services.getBytes(StandardCharsets.UTF_8));
            for (Class<?> type : classes) {
                String path = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(path));
                try (InputStream in = type.getResourceAsStream("/" + path)) {
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }
}
