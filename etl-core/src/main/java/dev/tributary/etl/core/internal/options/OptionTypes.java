package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.core.internal.yaml.YamlNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what the type of a component stands for. Optional is no type of its own: what may be left out is said beside it. */
final class OptionTypes {
    private OptionTypes() {}

    static OptionType of(Type type, ScalarTypes scalars) {
        if (type instanceof ParameterizedType generic) {
            return container(generic, scalars);
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0], scalars);
        }
        Class<?> raw = type instanceof Class<?> known ? known : Object.class;
        Optional<ScalarType<?>> scalar = scalars.find(raw);
        return scalar.isPresent() ? new OptionType.Scalar(scalar.get()) : structure(raw);
    }

    private static OptionType container(ParameterizedType type, ScalarTypes scalars) {
        Type[] arguments = type.getActualTypeArguments();
        Class<?> raw = (Class<?>) type.getRawType();
        OptionType inner = of(arguments[arguments.length - 1], scalars);
        if (raw == Optional.class) {
            return inner;
        }
        if (raw == List.class) {
            return new OptionType.ListOf(inner);
        }
        if (raw == Set.class) {
            return new OptionType.SetOf(inner);
        }
        return raw == Map.class ? new OptionType.MapOf(inner) : structure(raw);
    }

    private static OptionType structure(Class<?> type) {
        if (type.isEnum()) {
            return new OptionType.Choice(words(type));
        }
        if (type == Object.class || type == YamlNode.class) {
            return new OptionType.Open();
        }
        if (type.isSealed()) {
            return new OptionType.Variants(type, variants(type));
        }
        return type.isRecord() ? new OptionType.Nested(type) : new OptionType.Component(type);
    }

    private static List<String> words(Class<?> type) {
        List<String> words = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            words.add(OptionNames.constant((Enum<?>) constant));
        }
        return List.copyOf(words);
    }

    /** The records of a sealed interface by the names that {@code kind} takes. */
    static Map<String, Class<?>> variants(Class<?> type) {
        Map<String, Class<?>> known = new LinkedHashMap<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (permitted.isRecord()) {
                known.put(OptionNames.snakeCase(permitted.getSimpleName()), permitted);
            }
        }
        return known;
    }
}
