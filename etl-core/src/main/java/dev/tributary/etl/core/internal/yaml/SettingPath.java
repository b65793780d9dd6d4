package dev.tributary.etl.core.internal.yaml;

/**
 * The name of a setting in a file, such as {@code load[0].formats[1]}, and whether the file or a default gave its value. Immutable.
 *
 * @param text the name; empty for the whole document
 * @param isWritten false below a default
 */
public record SettingPath(String text, boolean isWritten) {
    /** The whole document. */
    public static final SettingPath ROOT = new SettingPath("", true);

    /** The value of a key; a key that is no plain name stands in brackets and quotes, so that no two settings share a name. */
    public SettingPath key(String key) {
        if (!isName(key)) {
            String escaped = Excerpt.escape(key.replace("\\", "\\\\").replace("\"", "\\\""));
            return new SettingPath(text + "[\"" + escaped + "\"]", isWritten);
        }
        return new SettingPath(text.isEmpty() ? key : text + "." + key, isWritten);
    }

    /** The item of a list, from 0. */
    public SettingPath index(int index) {
        return new SettingPath(text + "[" + index + "]", isWritten);
    }

    /** The same name, for a value that is a default. */
    public SettingPath asDefault() {
        return new SettingPath(text, false);
    }

    private static boolean isName(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> c == '_' || c == '-' || Character.isLetterOrDigit(c));
    }

    @Override
    public String toString() {
        return text;
    }
}
