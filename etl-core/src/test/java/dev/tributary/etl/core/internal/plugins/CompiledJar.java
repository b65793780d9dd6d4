package dev.tributary.etl.core.internal.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.plugin.PluginFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A JAR of sources that a test has as text, compiled against the SPI alone and other JARs. */
public final class CompiledJar {
    public static final String SERVICES = "META-INF/services/" + PluginFactory.class.getName();

    private final List<JavaFileObject> sources = new ArrayList<>();
    private final Map<String, String> resources = new LinkedHashMap<>();
    private final List<Path> libraries = new ArrayList<>();

    /** Adds a class by its full name. */
    public CompiledJar with(String name, String source) {
        sources.add(new Source(name, source));
        return this;
    }

    public CompiledJar resource(String path, String text) {
        resources.put(path, text);
        return this;
    }

    /** A JAR to compile against. */
    public CompiledJar library(Path jar) {
        libraries.add(jar);
        return this;
    }

    /** Compiles into a new JAR; its folder is made. */
    public Path write(Path jar) throws IOException {
        Files.createDirectories(jar.resolveSibling("."));
        var classes = Files.createTempDirectory("classes");
        compile(classes);
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var compiled = Files.walk(classes)) {
            for (var file : compiled.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.isRegularFile(file)) {
                    put(out, classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
                Files.delete(file);
            }
            for (var resource : resources.entrySet()) {
                put(out, resource.getKey(), resource.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
    }

    private void compile(Path classes) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        var path = new ArrayList<String>();
        path.add(Path.of(URI.create(PluginFactory.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString());
        libraries.forEach(library -> path.add(library.toString()));
        var messages = new StringWriter();
        var options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-cp",
                String.join(java.io.File.pathSeparator, path),
                "-d",
                classes + "");
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean done = compiler.getTask(messages, files, null, options, null, sources)
                    .call();
            assertThat(done).as(messages.toString()).isTrue();
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
