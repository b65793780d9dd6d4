package dev.tributary.etl.core.internal.schema;

import dev.tributary.etl.core.internal.options.OptionDescription;
import dev.tributary.etl.core.internal.plugins.PluginKinds;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.spi.plugin.PluginFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Schemas of places that take a plugin of some kinds: a name, or {@code {plugin: name, ...}}. */
public final class PluginSchemas {
    private static final String KEY = "plugin";

    private final PluginRegistry registry;
    private final Definitions definitions;
    private final OptionSchemas options;

    PluginSchemas(PluginRegistry registry, Definitions definitions, OptionSchemas options) {
        this.registry = registry;
        this.definitions = definitions;
        this.options = options;
    }

    /** A plugin with all that it must have. */
    public Map<String, Object> whole(List<Class<?>> kinds) {
        return definitions.reference(
                kinds, name(kinds), () -> choice(kinds, c -> {}).schema());
    }

    /** A parser with all that it must have, and the files it is for. */
    public Map<String, Object> wholeParser(List<OptionDescription> files) {
        List<Class<?>> kinds = PluginKinds.PARSE;
        return definitions.reference(
                "rule", "parser", () -> choice(kinds, c -> allow(c, files)).schema());
    }

    /** What each key of a plugin takes, whether or not all are there: the rest may stand in a file that this one extends. */
    public Map<String, Object> form(List<Class<?>> kinds) {
        return form(kinds, "form", c -> {});
    }

    /** As {@link #form(List)}, for a place where an older key names the plugin. */
    public Map<String, Object> formWithOlderKey(List<Class<?>> kinds) {
        return form(kinds, "older", c -> c.olderKey("kind"));
    }

    /** As {@link #form(List)}, for a parser and the files it is for. */
    public Map<String, Object> parserForm(List<OptionDescription> files) {
        return form(PluginKinds.PARSE, "rule", c -> allow(c, files));
    }

    /** That all is there that a plugin must have. */
    public Map<String, Object> demands(List<Class<?>> kinds) {
        return demands(kinds, "form", c -> {});
    }

    /** As {@link #demands(List)}, for a place where an older key names the plugin. */
    public Map<String, Object> demandsWithOlderKey(List<Class<?>> kinds) {
        return demands(kinds, "older", c -> c.olderKey("kind"));
    }

    private Map<String, Object> form(List<Class<?>> kinds, String variant, Consumer<Choice> change) {
        return definitions.reference(List.of(variant, kinds), name(kinds) + ".form", () -> choice(kinds, change)
                .form());
    }

    private Map<String, Object> demands(List<Class<?>> kinds, String variant, Consumer<Choice> change) {
        return definitions.reference(
                List.of(variant, kinds, "demands"),
                name(kinds) + ".demands",
                () -> Json.object("allOf", choice(kinds, change).demands()));
    }

    private void allow(Choice choice, List<OptionDescription> further) {
        options.properties(further).forEach((name, schema) -> choice.allow(name, asObject(schema)));
    }

    @SuppressWarnings("unchecked") // Every schema is made by Json.object.
    private static Map<String, Object> asObject(Object schema) {
        return (Map<String, Object>) schema;
    }

    private static String name(List<Class<?>> kinds) {
        return PluginKinds.id(kinds.get(0));
    }

    private Choice choice(List<Class<?>> kinds, Consumer<Choice> change) {
        Choice choice = new Choice(KEY, options);
        for (Class<?> kind : kinds) {
            for (String name : registry.names(kind)) {
                if (registry.has(kind, name)) {
                    PluginFactory<?, ?> factory = registry.find(List.of(kind), name);
                    choice.add(name, OptionDescription.of(factory.optionsType()));
                }
            }
        }
        change.accept(choice);
        return choice;
    }
}
