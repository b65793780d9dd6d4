package dev.tributary.etl.core.internal.plugins;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.options.BindingScope;
import dev.tributary.etl.core.internal.options.OptionBinder;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds a plugin as a file writes it, {@code name} or {@code {plugin: name, ...}}, with the plugins inside its options. For one thread. */
public final class PluginBinder {
    private final PluginRegistry registry;
    private final BindingScope scope;
    private final OptionBinder options;
    private final Function<BoundPlugin<?, ?>, Object> maker;
    private final SortedSet<String> used = new TreeSet<>();

    private PluginBinder(PluginRegistry registry, BindingScope scope, Function<BoundPlugin<?, ?>, Object> maker) {
        this.registry = registry;
        this.scope = scope;
        this.maker = maker;
        this.options = new OptionBinder(scope, this::component);
    }

    /** A binder that only checks: a placeholder stands for each component inside options. */
    public static PluginBinder checking(PluginRegistry registry, BindingScope scope) {
        return new PluginBinder(registry, scope, p -> Placeholder.of(p.factory().kind()));
    }

    /** A binder that makes the components inside options. */
    public static PluginBinder creating(PluginRegistry registry, BindingScope scope, PluginContext context) {
        return new PluginBinder(registry, scope, p -> p.create(context));
    }

    /** The binder of records that knows this binder's plugins. */
    public OptionBinder options() {
        return options;
    }

    /** Every plugin bound so far, nested ones included, as {@code kind/name@revision}, sorted. */
    public SortedSet<String> used() {
        return Collections.unmodifiableSortedSet(used);
    }

    /** Binds a plugin of one of the kinds; empty when something is wrong, which is reported then. */
    public Optional<BoundPlugin<?, ?>> bind(List<Class<?>> kinds, YamlNode node, SettingPath path) {
        Optional<YamlScalar> name = name(kinds, node, path);
        if (name.isEmpty() || name.get().isUnresolved()) {
            return Optional.empty();
        }
        scope.trace().typed(path.key("plugin"), name.get());
        YamlMapping written = node instanceof YamlMapping mapping
                ? mapping.without("plugin")
                : new YamlMapping(node.place(), List.of());
        Optional<PluginFactory<?, ?>> factory = find(kinds, name.get(), path.key("plugin"));
        return factory.isEmpty()
                ? Optional.empty()
                : bind(factory.get(), written, path).map(Function.identity());
    }

    /** Binds a plugin without any option written; empty when it has one without default, which is reported then. */
    public <T, O extends Record> Optional<BoundPlugin<T, O>> withDefaults(PluginFactory<T, O> factory, Place place) {
        return bind(factory, new YamlMapping(place, List.of()), SettingPath.ROOT);
    }

    private Optional<PluginFactory<?, ?>> find(List<Class<?>> kinds, YamlScalar name, SettingPath path) {
        try {
            return Optional.of(registry.find(kinds, name.text()));
        } catch (EtlException e) {
            Problem problem = name.isInterpolated() ? asWritten(e.problem(), kinds.get(0), name) : e.problem();
            scope.problems().error(name.place(), path.text(), problem);
            return Optional.empty();
        }
    }

    /** The registry quotes the name it was asked for; the file shows only the expression. */
    private static Problem asWritten(Problem problem, Class<?> kind, YamlScalar name) {
        String message = "Cannot use the " + PluginKinds.label(kind) + " that " + name.found() + " names";
        Problem shown = Problem.of(problem.code(), message);
        return problem.hint().map(shown::withHint).orElse(shown);
    }

    private <T, O extends Record> Optional<BoundPlugin<T, O>> bind(
            PluginFactory<T, O> factory, YamlMapping written, SettingPath path) {
        Optional<O> bound = options.bind(factory.optionsType(), written, path);
        if (bound.isEmpty()) {
            return Optional.empty();
        }
        BoundPlugin<T, O> plugin = new BoundPlugin<>(factory, bound.get());
        used.add(plugin.id());
        return Optional.of(plugin);
    }

    private @Nullable Object component(Class<?> kind, YamlNode node, SettingPath path) {
        Optional<BoundPlugin<?, ?>> plugin = bind(List.of(kind), node, path);
        return plugin.isEmpty() ? null : maker.apply(plugin.get());
    }

    private Optional<YamlScalar> name(List<Class<?>> kinds, YamlNode node, SettingPath path) {
        if (node instanceof YamlScalar scalar && !scalar.isBlank()) {
            return Optional.of(scalar);
        }
        String kind = PluginKinds.label(kinds.get(0));
        if (!(node instanceof YamlMapping mapping)) {
            String message =
                    "Cannot read the " + kind + ": expected a name or {plugin: name, ...}, found " + node.found();
            scope.problems().error(node.place(), path.text(), Problem.of(StandardError.OPTION_INVALID, message));
            return Optional.empty();
        }
        Optional<YamlMapping.Entry> plugin = mapping.find("plugin");
        if (plugin.isEmpty()) {
            SortedSet<String> known = new TreeSet<>();
            kinds.forEach(k -> known.addAll(registry.names(k)));
            Problem problem = Problem.of(StandardError.OPTION_MISSING, "Cannot go on: 'plugin' must name the " + kind)
                    .withHint("known: " + String.join(", ", known));
            scope.problems().error(node.place(), path.key("plugin").text(), problem);
            return Optional.empty();
        }
        if (plugin.get().value() instanceof YamlScalar scalar && !scalar.isBlank()) {
            return Optional.of(scalar);
        }
        String message = "Cannot read the " + kind + ": expected a name, found "
                + plugin.get().value().found();
        scope.problems()
                .error(
                        plugin.get().place(),
                        path.key("plugin").text(),
                        Problem.of(StandardError.OPTION_INVALID, message));
        return Optional.empty();
    }
}
