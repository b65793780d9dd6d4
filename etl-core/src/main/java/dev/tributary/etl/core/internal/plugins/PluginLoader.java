package dev.tributary.etl.core.internal.plugins;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** Loads one plugin's JARs, apart from the host's libraries and from other plugins. Its name and text are the path that it came from. */
final class PluginLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private PluginLoader(Path source, URL[] jars, SpiLoader parent) {
        super(source.toString(), jars, parent);
    }

    static PluginLoader of(Path source, List<Path> jars, SpiLoader parent) throws MalformedURLException {
        var urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return new PluginLoader(source, urls, parent);
    }

    @Override
    public String toString() {
        return getName();
    }
}
