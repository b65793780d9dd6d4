package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.spi.plugin.Option;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How Java names are written in a dataset file: in snake_case. */
public final class OptionNames {
    /** Ends an older key whose value is a number of seconds. */
    public static final String SECONDS = "_seconds";

    private OptionNames() {}

    /** {@code urlTemplate} is {@code url_template}; a trailing underscore keeps a component clear of Java's own names and is dropped. */
    public static String snakeCase(String javaName) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < javaName.length(); i++) {
            char c = javaName.charAt(i);
            if (Character.isUpperCase(c) && startsWord(javaName, i)) {
                out.append('_');
            }
            out.append(c);
        }
        String name = out.toString().toLowerCase(Locale.ROOT);
        return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    }

    /** An enum constant as it is written: {@code IF_PUBLISHED} is {@code if_published}. */
    public static String constant(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Older keys of a component. Durations were once written as a number of seconds, with the unit in the key. */
    static List<String> former(RecordComponent component) {
        String key = snakeCase(component.getName());
        Option option = component.getAnnotation(Option.class);
        List<String> names = new ArrayList<>(option == null ? List.of() : List.of(option.formerNames()));
        if (isDuration(component) && !names.contains(key + SECONDS)) {
            names.add(key + SECONDS);
        }
        return List.copyOf(names);
    }

    static boolean isDuration(RecordComponent component) {
        return component.getGenericType().getTypeName().contains(Duration.class.getName());
    }

    /** A capital begins a word after a small letter or digit, or before a small letter: {@code parseURLList} is {@code parse_url_list}. */
    private static boolean startsWord(String name, int at) {
        if (at == 0 || name.charAt(at - 1) == '_') {
            return false;
        }
        boolean afterSmall = !Character.isUpperCase(name.charAt(at - 1));
        boolean beforeSmall = at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1));
        return afterSmall || beforeSmall;
    }
}
