package dev.tributary.etl.core.internal.plugins;

import dev.tributary.etl.spi.plugin.PluginFactory;
import java.net.URL;
import java.security.CodeSource;
import java.util.Objects;

/**
 * A factory whose description was read once and found sound.
 *
 * @param kind the interface it makes
 * @param name the name that dataset files write
 * @param help what it does in one sentence, or ""
 * @param apiLevel the level it was compiled against; above {@link PluginFactory#API_LEVEL} it is known but refused
 * @param source the JAR or folder it came from
 */
record RegisteredPlugin(
        PluginFactory<?, ?> factory,
        Class<?> kind,
        String name,
        int revision,
        int apiLevel,
        String help,
        String source) {
    /** @throws IllegalArgumentException when the description breaks the contract */
    static RegisteredPlugin of(PluginFactory<?, ?> factory) {
        Class<?> kind = factory.kind();
        String name = factory.name();
        Class<?> options = factory.optionsType();
        if (kind == null || !kind.isInterface()) {
            throw new IllegalArgumentException("its kind is no interface (" + kind + ")");
        }
        if (name == null || !name.matches("[a-z][a-z0-9_]{0,63}(/[a-z][a-z0-9_]{0,63})?")) {
            throw new IllegalArgumentException("its name is not in snake_case (" + name + ")");
        }
        if (options == null || !options.isRecord()) {
            throw new IllegalArgumentException("its options are no record (" + options + ")");
        }
        String help = factory.help() == null ? "" : factory.help();
        var plugin = new RegisteredPlugin(
                factory, kind, name, factory.revision(), factory.apiLevel(), help, source(factory));
        if (plugin.isServed()) {
            requireTypes(options);
        }
        return plugin;
    }

    /** A type that is missing would stop whoever lists or binds plugins later. */
    private static void requireTypes(Class<?> options) {
        for (var component : options.getRecordComponents()) {
            Objects.requireNonNull(component.getGenericType());
        }
    }

    boolean isServed() {
        return apiLevel <= PluginFactory.API_LEVEL;
    }

    /** Whether both are the same class under the same name. */
    boolean isSameAs(RegisteredPlugin other) {
        return factory.getClass() == other.factory.getClass() && kind == other.kind && name.equals(other.name);
    }

    private static String source(PluginFactory<?, ?> factory) {
        CodeSource code = factory.getClass().getProtectionDomain().getCodeSource();
        URL location = code == null ? null : code.getLocation();
        return location == null ? "the Java runtime" : location.toString();
    }
}
