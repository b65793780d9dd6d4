package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import java.util.Optional;
import java.util.Set;

/**
 * Lays one mapping over another: mappings are merged key by key, lists and single values replace what was below. A mapping that names another
 * plugin, or another {@code kind}, replaces the whole of the one below, whose options mean nothing to it.
 */
final class Layers {
    private static final Set<String> STAGES = Set.of("extract", "parse", "store", "state", "lock");

    private Layers() {}

    /** Both documents as one; it stands where the upper one does. */
    static YamlMapping merge(YamlMapping lower, YamlMapping upper) {
        YamlMapping result = new YamlMapping(upper.place(), lower.entries());
        for (YamlMapping.Entry entry : upper.entries()) {
            Optional<YamlNode> below = lower.find(entry.key()).map(YamlMapping.Entry::value);
            boolean isStage = STAGES.contains(entry.key());
            Optional<YamlNode> base = isStage ? below.map(Layers::asPlugin) : below;
            result = result.with(base.isEmpty() ? entry : over(base.get(), entry));
        }
        return result;
    }

    /** {@code store: local} is short for {@code store: {plugin: local}}. */
    private static YamlNode asPlugin(YamlNode node) {
        return node instanceof YamlScalar name ? OlderNames.plugin(name) : node;
    }

    private static YamlMapping.Entry over(YamlNode below, YamlMapping.Entry entry) {
        if (below instanceof YamlMapping lower && entry.value() instanceof YamlMapping upper && isSame(lower, upper)) {
            return new YamlMapping.Entry(entry.key(), entry.place(), deep(lower, upper));
        }
        return entry;
    }

    /** Relative paths of defaults count from where the mapping began to be, so it stays there. */
    private static YamlMapping deep(YamlMapping lower, YamlMapping upper) {
        YamlMapping result = lower;
        for (YamlMapping.Entry entry : upper.entries()) {
            Optional<YamlNode> below = lower.find(entry.key()).map(YamlMapping.Entry::value);
            result = result.with(below.isEmpty() ? entry : over(below.get(), entry));
        }
        return result;
    }

    private static boolean isSame(YamlMapping lower, YamlMapping upper) {
        return isSame(lower, upper, "plugin") && isSame(lower, upper, "kind");
    }

    private static boolean isSame(YamlMapping lower, YamlMapping upper, String key) {
        Optional<YamlMapping.Entry> named = upper.find(key);
        return named.isEmpty() || named.map(Layers::name).equals(lower.find(key).map(Layers::name));
    }

    private static String name(YamlMapping.Entry entry) {
        return entry.value() instanceof YamlScalar scalar ? scalar.text() : "";
    }
}
