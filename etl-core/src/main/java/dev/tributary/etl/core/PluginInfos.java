package dev.tributary.etl.core;

import dev.tributary.etl.core.internal.options.OptionDescription;
import dev.tributary.etl.core.internal.options.OptionType;
import dev.tributary.etl.core.internal.plugins.PluginDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns descriptions of plugins and options into what hosts see. Options that hold themselves are shown once. */
final class PluginInfos {
    private PluginInfos() {}

    static PluginInfo of(PluginDescription plugin) {
        return new PluginInfo(
                plugin.kind(),
                plugin.name(),
                plugin.help(),
                plugin.revision(),
                plugin.apiLevel(),
                plugin.source(),
                options(plugin.options()));
    }

    static List<PluginInfo.OptionInfo> options(List<OptionDescription> options) {
        return options(options, List.of());
    }

    private static List<PluginInfo.OptionInfo> options(List<OptionDescription> options, List<Class<?>> above) {
        return options.stream().map(o -> option(o, above)).toList();
    }

    private static PluginInfo.OptionInfo option(OptionDescription o, List<Class<?>> above) {
        return new PluginInfo.OptionInfo(
                o.name(),
                o.type().label(),
                o.defaultValue(),
                o.isRequired(),
                o.help(),
                Optional.of(o.example()).filter(e -> !e.isEmpty()),
                o.formerNames(),
                inside(o.type(), above));
    }

    private static List<PluginInfo.OptionInfo> inside(OptionType type, List<Class<?>> above) {
        if (type instanceof OptionType.ListOf list) {
            return inside(list.item(), above);
        }
        if (type instanceof OptionType.SetOf set) {
            return inside(set.item(), above);
        }
        if (type instanceof OptionType.MapOf map) {
            return inside(map.value(), above);
        }
        if (type instanceof OptionType.Nested nested) {
            return keys(nested.record(), above);
        }
        return type instanceof OptionType.Variants variants ? variants(variants, above) : List.of();
    }

    private static List<PluginInfo.OptionInfo> keys(Class<?> record, List<Class<?>> above) {
        if (above.contains(record)) {
            return List.of();
        }
        List<Class<?>> deeper = new ArrayList<>(above);
        deeper.add(record);
        return options(OptionDescription.of(record), deeper);
    }

    private static List<PluginInfo.OptionInfo> variants(OptionType.Variants variants, List<Class<?>> above) {
        List<PluginInfo.OptionInfo> kinds = new ArrayList<>();
        variants.records()
                .forEach((name, record) -> kinds.add(new PluginInfo.OptionInfo(
                        name, "kind", Optional.empty(), false, "", Optional.empty(), List.of(), keys(record, above))));
        return kinds;
    }
}
