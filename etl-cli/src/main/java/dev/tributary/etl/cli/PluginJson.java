package dev.tributary.etl.cli;

import dev.tributary.etl.core.PluginInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plugins as JSON objects. */
final class PluginJson {
    private PluginJson() {}

    static Map<String, @Nullable Object> of(List<PluginInfo> plugins) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("plugins", plugins.stream().map(PluginJson::of).toList());
        return object;
    }

    private static Map<String, @Nullable Object> of(PluginInfo plugin) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("kind", plugin.kind());
        object.put("name", plugin.name());
        object.put("help", plugin.help());
        object.put("revision", plugin.revision());
        object.put("api_level", plugin.apiLevel());
        object.put("source", plugin.source());
        object.put("options", plugin.options().stream().map(PluginJson::of).toList());
        return object;
    }

    private static Map<String, @Nullable Object> of(PluginInfo.OptionInfo option) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", option.name());
        object.put("type", option.type());
        object.put("required", option.required());
        object.put("default", option.defaultValue().orElse(null));
        object.put("help", option.help());
        object.put("example", option.example().orElse(null));
        object.put("former_names", option.formerNames());
        object.put("options", option.options().stream().map(PluginJson::of).toList());
        return object;
    }
}
