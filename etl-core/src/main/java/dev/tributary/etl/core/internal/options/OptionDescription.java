package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.spi.plugin.Option;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One option as lists, reference pages and the editor schema show it. Immutable.
 *
 * @param name the key
 * @param type what it takes
 * @param defaultValue the default as it would be written; empty when it must be written, or is empty when not
 * @param isRequired whether it must be written
 * @param help one sentence
 * @param example an example, or ""
 * @param formerNames older keys that still bind, with a warning
 */
public record OptionDescription(
        String name,
        OptionType type,
        Optional<String> defaultValue,
        boolean isRequired,
        String help,
        String example,
        List<String> formerNames) {
    /** The options of a record, in its order. */
    public static List<OptionDescription> of(Class<?> record) {
        return of(record, ScalarTypes.standard());
    }

    /** The options of a record that has scalar types of its own. */
    public static List<OptionDescription> of(Class<?> record, ScalarTypes scalars) {
        return Arrays.stream(record.getRecordComponents())
                .map(component -> of(component, scalars))
                .toList();
    }

    private static OptionDescription of(RecordComponent component, ScalarTypes scalars) {
        Option option = component.getAnnotation(Option.class);
        Optional<String> defaultValue =
                Optional.ofNullable(option).map(Option::defaultValue).filter(d -> !d.equals(Option.REQUIRED));
        boolean isRequired =
                defaultValue.isEmpty() && EmptyValue.of(component.getType()).isEmpty();
        return new OptionDescription(
                OptionNames.snakeCase(component.getName()),
                OptionTypes.of(component.getGenericType(), scalars),
                defaultValue,
                isRequired,
                option == null ? "" : option.value(),
                option == null ? "" : option.example(),
                OptionNames.former(component));
    }
}
