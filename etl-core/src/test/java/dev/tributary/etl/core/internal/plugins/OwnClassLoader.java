package dev.tributary.etl.core.internal.plugins;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;

/** Loads what its JAR holds itself, as a loader of third-party plugins does that the class path does not have. */
final class OwnClassLoader extends URLClassLoader {
    OwnClassLoader(Path jar) throws IOException {
        super(new URL[] {jar.toUri().toURL()}, PluginRegistryTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
            return loaded;
        }
        return findResource(name.replace('.', '/') + ".class") != null
                ? findClass(name)
                : super.loadClass(name, resolve);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return findResources(name);
    }
}
