package dev.tributary.etl.core.internal.plugins;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Goes through the providers of class loaders; a broken one is noted and stops nobody. */
final class PluginDiscovery {
    /** A provider file that cannot be read may fail on every look. */
    private static final int MAX_FAILURES = 1_000;

    private final List<Problem> warnings = new ArrayList<>();
    private final List<RegisteredPlugin> plugins = new ArrayList<>();

    List<RegisteredPlugin> plugins() {
        return plugins;
    }

    List<Problem> warnings() {
        return warnings;
    }

    void addAll(ClassLoader loader) {
        Iterator<ServiceLoader.Provider<PluginFactory<?, ?>>> providers = providers(loader);
        int failures = 0;
        while (failures < MAX_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                addUnlessKnown(providers.next().get());
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                warn("Cannot load a plugin from " + loader + ": " + e + because(e.getCause()));
            }
        }
    }

    /** Adds a factory of the host's own. */
    void add(PluginFactory<?, ?> factory) {
        read(factory).ifPresent(plugins::add);
    }

    /** One class may be seen through several loaders, and be given by the host besides: it counts once. */
    private void addUnlessKnown(PluginFactory<?, ?> factory) {
        read(factory).filter(p -> plugins.stream().noneMatch(p::isSameAs)).ifPresent(plugins::add);
    }

    private Optional<RegisteredPlugin> read(PluginFactory<?, ?> factory) {
        try {
            return Optional.of(RegisteredPlugin.of(factory));
        } catch (RuntimeException | LinkageError e) {
            // A factory's accessors are foreign code: one that fails must not stop the others.
            warn("Cannot use the plugin " + factory.getClass().getName() + ": " + e);
            return Optional.empty();
        }
    }

    /** ServiceLoader knows only the raw type. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Iterator<ServiceLoader.Provider<PluginFactory<?, ?>>> providers(ClassLoader loader) {
        ServiceLoader services = ServiceLoader.load(PluginFactory.class, loader);
        return services.stream().iterator();
    }

    private static String because(@Nullable Throwable cause) {
        return cause == null ? "" : " (" + cause + ")";
    }

    private void warn(String message) {
        String hint = "the other plugins are used; update or remove this one";
        warnings.add(Problem.of(StandardError.PLUGIN_INCOMPATIBLE, message).withHint(hint));
    }
}
