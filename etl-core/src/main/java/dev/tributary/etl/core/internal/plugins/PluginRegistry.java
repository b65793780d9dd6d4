package dev.tributary.etl.core.internal.plugins;

import dev.tributary.etl.core.internal.options.NearestName;
import dev.tributary.etl.core.internal.options.OptionDescription;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All plugins that a process can use, by kind and name. Immutable, thread-safe. */
public final class PluginRegistry {
    private final Map<Class<?>, TreeMap<String, RegisteredPlugin>> byKind = new LinkedHashMap<>();
    private final List<Problem> warnings;

    private PluginRegistry(List<RegisteredPlugin> plugins, List<Problem> warnings) {
        plugins.forEach(this::register);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * The plugins that the host gives directly, then those that ServiceLoader finds through the class loaders.
     *
     * @throws EtlException PLUGIN_DUPLICATE, naming where both came from
     */
    public static PluginRegistry of(List<? extends PluginFactory<?, ?>> given, List<ClassLoader> loaders) {
        PluginDiscovery discovery = new PluginDiscovery();
        given.forEach(discovery::add);
        loaders.forEach(discovery::addAll);
        return new PluginRegistry(discovery.plugins(), discovery.warnings());
    }

    /** The plugins that ServiceLoader finds through one class loader. */
    public static PluginRegistry discover(ClassLoader loader) {
        return of(List.of(), List.of(loader));
    }

    private void register(RegisteredPlugin plugin) {
        RegisteredPlugin other =
                byKind.computeIfAbsent(plugin.kind(), k -> new TreeMap<>()).putIfAbsent(plugin.name(), plugin);
        if (other != null) {
            String message = "Cannot start: the " + PluginKinds.label(plugin.kind()) + " '" + plugin.name()
                    + "' comes twice, from " + origin(other) + " and " + origin(plugin);
            throw new EtlException(StandardError.PLUGIN_DUPLICATE, message, "remove one of them");
        }
    }

    private static String origin(RegisteredPlugin plugin) {
        return plugin.source() + " (" + plugin.factory().getClass().getName() + ")";
    }

    /** What was found broken and left out. */
    public List<Problem> warnings() {
        return warnings;
    }

    /** The names of a kind, those refused included. */
    public SortedSet<String> names(Class<?> kind) {
        return new TreeSet<>(byKind.getOrDefault(kind, new TreeMap<>()).keySet());
    }

    /** Whether a kind has a plugin of this name that the engine serves. */
    public boolean has(Class<?> kind, String name) {
        return lookUp(kind, name).filter(RegisteredPlugin::isServed).isPresent();
    }

    /**
     * The factory of a kind and name.
     *
     * @throws EtlException PLUGIN_UNKNOWN with the nearest or all known names, PLUGIN_INCOMPATIBLE with both levels
     */
    @SuppressWarnings("unchecked")
    public <T> PluginFactory<T, ?> find(Class<T> kind, String name) {
        // A factory is filed under its own kind(), which is Class<T>.
        return (PluginFactory<T, ?>) find(List.<Class<?>>of(kind), name);
    }

    /** The factory of a name in a place that takes several kinds. */
    public PluginFactory<?, ?> find(List<Class<?>> kinds, String name) {
        List<RegisteredPlugin> found = new ArrayList<>();
        kinds.forEach(kind -> lookUp(kind, name).ifPresent(found::add));
        if (found.isEmpty()) {
            throw unknown(kinds, name);
        }
        RegisteredPlugin plugin = found.get(0);
        if (found.size() > 1) {
            String message = "Cannot choose '" + name + "': it is a " + PluginKinds.label(plugin.kind()) + " of "
                    + origin(plugin) + " and a "
                    + PluginKinds.label(found.get(1).kind()) + " of " + origin(found.get(1));
            throw new EtlException(StandardError.PLUGIN_DUPLICATE, message, "remove one of them");
        }
        if (!plugin.isServed()) {
            throw tooNew(plugin);
        }
        return plugin.factory();
    }

    /** The format of a record type: {@code {record_type}/{name}}, else {@code {name}}. */
    public PluginFactory<RecordFormat, ?> format(String recordType, String name) {
        String own = recordType + "/" + name;
        return find(RecordFormat.class, lookUp(RecordFormat.class, own).isPresent() ? own : name);
    }

    /** Every plugin, sorted by kind and name. */
    public List<PluginDescription> describe() {
        return byKind.values().stream()
                .flatMap(names -> names.values().stream())
                .map(PluginRegistry::describe)
                .sorted(Comparator.comparing(PluginDescription::kind).thenComparing(PluginDescription::name))
                .toList();
    }

    private static PluginDescription describe(RegisteredPlugin plugin) {
        return new PluginDescription(
                PluginKinds.label(plugin.kind()),
                plugin.name(),
                plugin.revision(),
                plugin.apiLevel(),
                plugin.help(),
                plugin.source(),
                plugin.isServed() ? OptionDescription.of(plugin.factory().optionsType()) : List.of());
    }

    private Optional<RegisteredPlugin> lookUp(Class<?> kind, String name) {
        return Optional.ofNullable(byKind.get(kind)).map(names -> names.get(name));
    }

    private EtlException unknown(List<Class<?>> kinds, String name) {
        SortedSet<String> known = new TreeSet<>();
        kinds.forEach(kind -> known.addAll(names(kind)));
        String shown = dev.tributary.etl.core.internal.yaml.Excerpt.of(name);
        String message = "Cannot find the " + PluginKinds.label(kinds.get(0)) + " " + shown;
        String hint = NearestName.hint(name, known) + (known.isEmpty() ? "; a JAR is probably missing" : "");
        return new EtlException(StandardError.PLUGIN_UNKNOWN, message, hint);
    }

    private static EtlException tooNew(RegisteredPlugin plugin) {
        String message =
                "Cannot use the " + PluginKinds.label(plugin.kind()) + " '" + plugin.name() + "' of " + plugin.source()
                        + ": it needs API level " + plugin.apiLevel() + ", this engine has " + PluginFactory.API_LEVEL;
        return new EtlException(StandardError.PLUGIN_INCOMPATIBLE, message, "update Tributary, or use an older plugin");
    }
}
