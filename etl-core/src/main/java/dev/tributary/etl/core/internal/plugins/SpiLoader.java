package dev.tributary.etl.core.internal.plugins;

import dev.tributary.etl.spi.plugin.PluginFactory;
import java.util.List;

/** The parent of every plugin's loader: shows the JDK, the SPI and JSpecify's annotations, and nothing else of the host. Stateless. */
final class SpiLoader extends ClassLoader {
    private static final List<String> SHOWN = List.of("dev.tributary.etl.spi.", "org.jspecify.annotations.");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;

    SpiLoader() {
        super("etl-spi", ClassLoader.getPlatformClassLoader());
        this.host = PluginFactory.class.getClassLoader();
    }

    /** Resources stay hidden: the host's lists of services would name classes that a plugin must not see. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (SHOWN.stream().noneMatch(name::startsWith)) {
            throw new ClassNotFoundException(name);
        }
        return host.loadClass(name);
    }
}
