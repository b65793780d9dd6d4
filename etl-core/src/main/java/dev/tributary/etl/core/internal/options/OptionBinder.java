package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.core.internal.yaml.YamlSequence;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds nodes to the component types of option records (see {@link dev.tributary.etl.spi.plugin.Option}). The target's type decides what a scalar
 * is. What does not fit is reported and the rest is bound all the same. For one thread.
 */
public final class OptionBinder {
    private final BindingScope scope;
    private final Components components;
    private final RecordBinder records;

    /** A binder that gets plugin components from {@code components}. */
    public OptionBinder(BindingScope scope, Components components) {
        this.scope = scope;
        this.components = components;
        this.records = new RecordBinder(scope, this::value);
    }

    /** Binds a mapping to a record; empty when a value is missing or unfit. A key too many is reported and the rest is bound all the same. */
    public <R extends Record> Optional<R> bind(Class<R> type, YamlMapping node, SettingPath path) {
        return Optional.ofNullable(type.cast(records.bind(type, node, path)));
    }

    private @Nullable Object value(Type type, YamlNode node, SettingPath path) {
        if (node instanceof YamlScalar scalar && scalar.isUnresolved()) {
            return null;
        }
        if (type instanceof ParameterizedType generic) {
            return container(generic, node, path);
        }
        if (type instanceof WildcardType wildcard) {
            return value(wildcard.getUpperBounds()[0], node, path);
        }
        if (!(type instanceof Class<?> raw)) {
            return unbindable(type, node, path);
        }
        if (raw == YamlNode.class) {
            return node;
        }
        if (isMissing(node, path)) {
            return null;
        }
        if (raw == Object.class) {
            return open(node, path);
        }
        return scope.types().find(raw).isPresent() || raw.isEnum()
                ? scalar(raw, node, path)
                : structure(raw, node, path);
    }

    private boolean isMissing(YamlNode node, SettingPath path) {
        boolean isMissing = node instanceof YamlScalar scalar && scalar.isBlank();
        if (isMissing) {
            error(node.place(), path, "Cannot read the option: it has no value", "write one, or remove the key");
        }
        return isMissing;
    }

    private @Nullable Object container(ParameterizedType type, YamlNode node, SettingPath path) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            Object value = value(arguments[0], node, path);
            return value == null ? null : Optional.of(value);
        }
        if (raw == List.class) {
            return items(arguments[0], node, path);
        }
        if (raw == Set.class) {
            List<Object> items = items(arguments[0], node, path);
            return items == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(items));
        }
        if (raw == Map.class) {
            return map(arguments[1], node, path);
        }
        return structure(raw, node, path);
    }

    /** A single value stands for a list of one. */
    private @Nullable List<Object> items(Type type, YamlNode node, SettingPath path) {
        if (isMissing(node, path)) {
            return null;
        }
        List<YamlNode> nodes = node instanceof YamlSequence sequence ? sequence.items() : List.of(node);
        if (nodes.isEmpty()) {
            scope.trace().empty(path, "[]", node.place());
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Object item = value(type, nodes.get(i), path.index(i));
            if (item != null) {
                items.add(item);
            }
        }
        return items.size() == nodes.size() ? Collections.unmodifiableList(items) : null;
    }

    private @Nullable Map<String, Object> map(Type type, YamlNode node, SettingPath path) {
        if (isMissing(node, path)) {
            return null;
        }
        if (!(node instanceof YamlMapping mapping)) {
            mismatch(node, path, "a mapping of names to values");
            return null;
        }
        if (mapping.entries().isEmpty()) {
            scope.trace().empty(path, "{}", node.place());
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (YamlMapping.Entry entry : mapping.entries()) {
            Object value = value(type, entry.value(), path.key(entry.key()));
            if (value != null) {
                values.put(entry.key(), value);
            }
        }
        return values.size() == mapping.entries().size() ? Collections.unmodifiableMap(values) : null;
    }

    private @Nullable Object open(YamlNode node, SettingPath path) {
        if (node instanceof YamlSequence) {
            return items(Object.class, node, path);
        }
        if (node instanceof YamlMapping) {
            return map(Object.class, node, path);
        }
        YamlScalar scalar = (YamlScalar) node;
        if (CoreSchema.isNull(scalar)) {
            error(node.place(), path, "Cannot read the option: null means absent", "remove the key, or quote the text");
            return null;
        }
        Object value = CoreSchema.value(scalar);
        scope.trace().open(path, scalar, value);
        return value;
    }

    private @Nullable Object scalar(Class<?> type, YamlNode node, SettingPath path) {
        if (!(node instanceof YamlScalar scalar)) {
            mismatch(node, path, OptionTypes.of(type, scope.types()).label());
            return null;
        }
        if (type.isEnum()) {
            return constant(type, scalar, path);
        }
        if (type == Secret.class) {
            scope.trace().secret(path, scalar);
        } else {
            scope.trace().typed(path, scalar);
        }
        try {
            Object value = scope.types().find(type).orElseThrow().parser().apply(scalar.text());
            return value instanceof Path relative ? scalar.place().folder().resolve(relative) : value;
        } catch (IllegalArgumentException e) {
            // The parser says what it expected; the text itself is quoted as the file has it.
            mismatch(node, path, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable Object constant(Class<?> type, YamlScalar scalar, SettingPath path) {
        Map<String, Object> known = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            known.put(OptionNames.constant((Enum<?>) constant), constant);
        }
        Object found = known.get(scalar.text());
        if (found == null) {
            String message = "Cannot read the option: expected " + String.join(", ", known.keySet()) + ", found "
                    + scalar.found();
            error(scalar.place(), path, message, NearestName.hint(scalar.written(), known.keySet()));
            return null;
        }
        scope.trace().typed(path, scalar);
        return found;
    }

    private @Nullable Object structure(Class<?> type, YamlNode node, SettingPath path) {
        if (type.isRecord()) {
            if (node instanceof YamlMapping mapping) {
                return records.bind(type, mapping, path);
            }
            mismatch(node, path, "a mapping with " + String.join(", ", RecordBinder.keys(type)));
            return null;
        }
        if (type.isSealed()) {
            return variant(type, node, path);
        }
        if (type.isInterface()) {
            return components.component(type, node, path);
        }
        return unbindable(type, node, path);
    }

    private @Nullable Object unbindable(Type type, YamlNode node, SettingPath path) {
        String message = "Cannot read the option: its type " + type.getTypeName() + " does not bind";
        error(node.place(), path, message, "report it to the plugin's author");
        return null;
    }

    /** A record of a sealed interface, named by {@code kind}; the bare name stands for a record without further keys. */
    private @Nullable Object variant(Class<?> type, YamlNode node, SettingPath path) {
        Map<String, Class<?>> known = OptionTypes.variants(type);
        if (node instanceof YamlScalar name) {
            return variant(known, name, new YamlMapping(node.place(), List.of()), path);
        }
        if (!(node instanceof YamlMapping mapping)) {
            mismatch(node, path, "one of " + String.join(", ", known.keySet()));
            return null;
        }
        Optional<YamlMapping.Entry> kind = mapping.find("kind");
        if (kind.isEmpty()) {
            String hint = "one of " + String.join(", ", known.keySet());
            scope.problems()
                    .error(
                            node.place(),
                            path.key("kind").text(),
                            Problem.of(StandardError.OPTION_MISSING, "Cannot go on: 'kind' must be written")
                                    .withHint(hint));
            return null;
        }
        if (!(kind.get().value() instanceof YamlScalar name)) {
            mismatch(kind.get().value(), path.key("kind"), "a name");
            return null;
        }
        return variant(known, name, mapping.without("kind"), path);
    }

    private @Nullable Object variant(
            Map<String, Class<?>> known, YamlScalar name, YamlMapping options, SettingPath path) {
        Class<?> type = known.get(name.text());
        if (name.isUnresolved()) {
            return null;
        }
        if (type == null) {
            String message = "Cannot read the option: expected one of " + String.join(", ", known.keySet()) + ", found "
                    + name.found();
            error(name.place(), path.key("kind"), message, NearestName.hint(name.written(), known.keySet()));
            return null;
        }
        scope.trace().typed(path.key("kind"), name);
        return records.bind(type, options, path);
    }

    private void mismatch(YamlNode node, SettingPath path, String expected) {
        String message = "Cannot read the option: expected " + expected + ", found " + node.found();
        scope.problems().error(node.place(), path.text(), Problem.of(StandardError.OPTION_INVALID, message));
    }

    private void error(Place place, SettingPath path, String message, String hint) {
        Problem problem = Problem.of(StandardError.OPTION_INVALID, message).withHint(hint);
        scope.problems().error(place, path.text(), problem);
    }
}
