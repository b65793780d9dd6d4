package dev.tributary.etl.cli;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.dataset.Setting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of a dataset with their values and origins. */
final class SettingsView {
    private static final int MAX_NAME = 40;
    private static final int MAX_VALUE = 40;

    private final Path file;
    private final List<Setting> settings;

    SettingsView(Path file, List<Setting> settings) {
        this.file = file;
        this.settings = settings;
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("file", file.toString());
        object.put("settings", settings.stream().map(SettingsView::json).toList());
        return object;
    }

    private static Map<String, @Nullable Object> json(Setting setting) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("path", setting.path());
        object.put("value", setting.value());
        object.put("origin", setting.origin());
        object.put("file", setting.place().map(Place::file).orElse(null));
        object.put("line", setting.place().map(Place::line).orElse(null));
        object.put("column", setting.place().map(Place::column).orElse(null));
        object.put("sources", setting.sources());
        return object;
    }

    /** Name, value and origin in columns; what is wider than its column pushes the rest to the right. */
    void print(PrintWriter out) {
        int name = width(settings.stream().map(Setting::path).toList(), MAX_NAME);
        int value = width(settings.stream().map(SettingsView::value).toList(), MAX_VALUE);
        String row = "%-" + name + "s  %-" + value + "s  %s";
        for (Setting setting : settings) {
            String line = String.format(Locale.ROOT, row, setting.path(), value(setting), setting.origin());
            out.println(PrintableText.of(line));
        }
    }

    private static String value(Setting setting) {
        return setting.value().replace("\n", "\\n");
    }

    private static int width(List<String> texts, int most) {
        return texts.stream()
                .mapToInt(String::length)
                .filter(n -> n <= most)
                .max()
                .orElse(1);
    }
}
