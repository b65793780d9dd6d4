package dev.tributary.etl.core.internal.options;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What component types are called, for people. */
final class TypeLabels {
    private TypeLabels() {}

    static String label(Type type, ScalarTypes scalars) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            String inner = label(arguments[arguments.length - 1], scalars);
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == Optional.class) {
                return inner;
            }
            return (raw == List.class ? "list of " : raw == Set.class ? "set of " : "mapping of names to ") + inner;
        }
        if (type instanceof WildcardType wildcard) {
            return label(wildcard.getUpperBounds()[0], scalars);
        }
        Class<?> raw = type instanceof Class<?> known ? known : Object.class;
        return scalars.find(raw).map(ScalarType::label).orElseGet(() -> structure(raw));
    }

    private static String structure(Class<?> type) {
        if (type.isEnum()) {
            List<String> names = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) {
                names.add(OptionNames.constant((Enum<?>) constant));
            }
            return "one of " + String.join(", ", names);
        }
        if (type == Object.class) {
            return "any value";
        }
        if (type.isSealed()) {
            return "one of " + String.join(", ", variants(type).keySet());
        }
        return type.isRecord() ? "mapping" : "plugin (" + OptionNames.snakeCase(type.getSimpleName()) + ")";
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
