package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.spi.plugin.Option;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One option as lists and reference pages show it.
 *
 * @param name the key
 * @param type what it takes, for people
 * @param defaultValue the default as it would be written; empty when it must be written, or is empty when not
 * @param isRequired whether it must be written
 * @param help one sentence
 * @param example an example, or ""
 * @param options the keys of a nested mapping
 */
public record OptionDescription(
        String name,
        String type,
        Optional<String> defaultValue,
        boolean isRequired,
        String help,
        String example,
        List<OptionDescription> options) {
    /** The options of a record, in its order. A record that holds itself is described once. */
    public static List<OptionDescription> of(Class<?> record) {
        return of(record, new HashSet<>());
    }

    private static List<OptionDescription> of(Class<?> record, Set<Class<?>> above) {
        if (!record.isRecord() || !above.add(record)) {
            return List.of();
        }
        ScalarTypes scalars = ScalarTypes.relativeTo(Path.of(""));
        List<OptionDescription> options = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            options.add(of(component, scalars, above));
        }
        above.remove(record);
        return List.copyOf(options);
    }

    private static OptionDescription of(RecordComponent component, ScalarTypes scalars, Set<Class<?>> above) {
        Option option = component.getAnnotation(Option.class);
        Optional<String> defaultValue =
                Optional.ofNullable(option).map(Option::defaultValue).filter(d -> !d.equals(Option.REQUIRED));
        boolean isRequired =
                defaultValue.isEmpty() && EmptyValue.of(component.getType()).isEmpty();
        return new OptionDescription(
                OptionNames.snakeCase(component.getName()),
                TypeLabels.label(component.getGenericType(), scalars),
                defaultValue,
                isRequired,
                option == null ? "" : option.value(),
                option == null ? "" : option.example(),
                of(innermost(component.getGenericType()), above));
    }

    private static Class<?> innermost(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return innermost(arguments[arguments.length - 1]);
        }
        return type instanceof Class<?> raw ? raw : Object.class;
    }
}
