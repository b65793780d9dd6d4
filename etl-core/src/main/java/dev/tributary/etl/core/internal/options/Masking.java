package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.core.internal.yaml.Source;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import java.util.regex.Pattern;

/** What people see of a value: all of it, unless it is secret or looks so. */
final class Masking {
    static final String MASK = "***";
    private static final Pattern USER_INFO = Pattern.compile("(://[^/@:\\s]*:)[^@/\\s]+@");
    private static final Pattern QUERY = Pattern.compile(
            "((?:pass(?:word|wd)?|pwd|secret|token|api_?key|access_?key|signature)=)[^&;\\s]+",
            Pattern.CASE_INSENSITIVE);

    private Masking() {}

    /** The text of a scalar whose option is no secret. */
    static String shown(YamlScalar scalar) {
        if (scalar.sources().stream().anyMatch(Source::isSensitive)) {
            return MASK;
        }
        String text = USER_INFO.matcher(scalar.text()).replaceAll("$1" + MASK + "@");
        return QUERY.matcher(text).replaceAll("$1" + MASK);
    }
}
