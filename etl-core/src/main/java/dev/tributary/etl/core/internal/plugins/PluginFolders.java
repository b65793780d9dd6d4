package dev.tributary.etl.core.internal.plugins;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginFactory;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarFile;

/**
 * The plugins that lie in folders: {@code x.jar} is one, {@code x/*.jar} together are one. Each has a class loader of its own, which {@link #close}
 * closes. What cannot be read is noted and stops nobody. Names that begin with a dot, and other files, are nobody's.
 */
public final class PluginFolders implements AutoCloseable {
    private static final String SERVICES = "META-INF/services/" + PluginFactory.class.getName();

    private final SpiLoader parent = new SpiLoader();
    private final List<PluginLoader> loaders = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    private PluginFolders() {}

    /**
     * Opens what lies in folders that are there, in the order of their names.
     *
     * @throws EtlException OPTION_INVALID when one cannot be listed
     */
    public static PluginFolders open(List<Path> folders) {
        var opened = new PluginFolders();
        try {
            folders.forEach(opened::addAll);
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** The loaders, to look for plugins in. */
    public List<ClassLoader> loaders() {
        return List.copyOf(loaders);
    }

    /** What was left out, and why. */
    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    private void addAll(Path folder) {
        try {
            for (var path : list(folder)) {
                if (Files.isDirectory(path)) {
                    add(path, list(path).stream().filter(PluginFolders::isJar).toList());
                } else if (isJar(path)) {
                    add(path, List.of(path));
                }
            }
        } catch (IOException e) {
            throw new EtlException(
                    Problem.of(StandardError.OPTION_INVALID, "Cannot list the plugin folder " + folder + ": " + e)
                            .withHint("name a folder of JARs that can be read"),
                    e);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isJar(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar") && !Files.isDirectory(path);
    }

    private void add(Path source, List<Path> jars) {
        try {
            var broken = jars.stream().flatMap(jar -> broken(jar).stream()).findFirst();
            if (broken.isPresent()) {
                warn(broken.get());
                return;
            }
            var loader = PluginLoader.of(source.toAbsolutePath(), jars, parent);
            loaders.add(loader);
            if (loader.findResource(SERVICES) == null) {
                warn("There is no plugin in " + source + ": no JAR there has " + SERVICES);
            }
        } catch (MalformedURLException e) {
            warn("Cannot read the plugin " + source + ": " + e);
        }
    }

    /** A class loader would pass over a file that is no JAR in silence. */
    private static Optional<String> broken(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            file.getManifest();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("Cannot read the plugin's JAR " + jar + ": " + e.getMessage());
        }
    }

    private void warn(String message) {
        warnings.add(Problem.of(StandardError.PLUGIN_INCOMPATIBLE, message)
                .withHint("the other plugins are used; replace or remove this one"));
    }

    /** Closes the loaders; what was loaded must not be used any more. */
    @Override
    public void close() {
        for (var loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                throw new EtlException(
                        Problem.of(StandardError.PLUGIN_INCOMPATIBLE, "Cannot close the plugin " + loader + ": " + e),
                        e);
            }
        }
        loaders.clear();
    }
}
