package dev.tributary.etl.core.internal.options;

import java.util.Locale;

/** How Java names are written in a dataset file: in snake_case. */
public final class OptionNames {
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
