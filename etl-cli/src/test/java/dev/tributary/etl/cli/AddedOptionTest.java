package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.plugin.PluginFactory;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One more component in the options record of a third party's plugin is all that schema, reference page and description need. */
class AddedOptionTest {
    private static final Path PLUGIN =
            Path.of(System.getProperty("etl.root", ".."), "examples", "custom-plugin", "src", "main");
    private static final String ADDED = """
            @Option(value = "How many bases a window has.", defaultValue = "4", example = "5")
            int windowBases,

            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void anOptionOfARecordIsSaidEverywhereWithoutAnotherEdit() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        install(copy("before"));
        assertThat(said(etl))
                .allSatisfy(text -> assertThat(text).contains("minimum_length").doesNotContain("window_bases"));

        Path changed = copy("after");
        Path options = changed.resolve("java/dev/tributary/etl/examples/fastq/TrimQualityOptions.java");
        String record = Files.readString(options);
        int components = record.indexOf('(', record.indexOf("record TrimQualityOptions")) + 1;
        Files.writeString(options, record.substring(0, components) + ADDED + record.substring(components));
        install(changed);

        assertThat(said(etl)).allSatisfy(text -> assertThat(text)
                .contains("minimum_length", "window_bases", "How many bases a window has.")
                .containsPattern("default\\W+4"));
        Path dataset = Files.writeString(folder.resolve("reads.yaml"), """
                dataset_id: reads
                extract: { plugin: file, paths: [a.fastq] }
                parse: { plugin: fastq }
                normalize: [{ plugin: trim_quality, window_bases: many }]
                """);
        assertThat(etl.run("validate", dataset.toString()).err())
                .contains("reads.yaml:4:", "window_bases", "found 'many'");
    }

    /** Schema, reference page and description. */
    private List<String> said(CommandRunner etl) throws IOException {
        assertThat(etl.run(
                                "plugins",
                                "describe",
                                "--pages",
                                folder.resolve("pages").toString())
                        .code())
                .isZero();
        String page = Files.readString(folder.resolve("pages/normalizers.md"));
        return List.of(
                etl.run("schema").out(),
                page.substring(page.indexOf("## trim_quality")),
                etl.run("plugins", "describe", "trim_quality").out());
    }

    private Path copy(String name) throws IOException {
        Path target = folder.resolve(name);
        try (Stream<Path> files = Files.walk(PLUGIN)) {
            for (Path file : files.toList()) {
                Path to = target.resolve(PLUGIN.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        return target;
    }

    /** Compiles the sources against the SPI alone into the home's folder of plugins. */
    private void install(Path sources) throws IOException {
        Path classes = Files.createDirectories(sources.resolve("classes"));
        List<String> files;
        try (Stream<Path> all = Files.walk(sources.resolve("java"))) {
            files = all.map(Path::toString).filter(f -> f.endsWith(".java")).toList();
        }
        StringWriter messages = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-cp",
                place(PluginFactory.class) + File.pathSeparator + place(NullMarked.class),
                "-d",
                classes.toString());
        try (var manager = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            var units = manager.getJavaFileObjectsFromStrings(files);
            assertThat(compiler.getTask(messages, manager, null, options, null, units)
                            .call())
                    .as(messages.toString())
                    .isTrue();
        }
        Path plugins = Files.createDirectories(folder.resolve(".etl/plugins"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("fastq.jar")))) {
            put(jar, classes);
            put(jar, sources.resolve("resources"));
        }
    }

    private static void put(JarOutputStream jar, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(root.relativize(file).toString().replace('\\', '/')));
                jar.write(Files.readAllBytes(file));
            }
        }
    }

    private static Path place(Class<?> type) {
        return Path.of(java.net.URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
