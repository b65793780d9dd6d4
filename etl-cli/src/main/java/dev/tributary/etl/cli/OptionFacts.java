package dev.tributary.etl.cli;

import dev.tributary.etl.core.PluginInfo;

/** What an option takes and whether it must be written, in a few words. */
final class OptionFacts {
    private OptionFacts() {}

    static String of(PluginInfo.OptionInfo option) {
        return option.type() + ", " + presence(option);
    }

    /** Whether it must be written, or what it is when it is not. */
    static String presence(PluginInfo.OptionInfo option) {
        if (option.required()) {
            return "required";
        }
        return option.defaultValue()
                .map(value -> "default " + (value.isEmpty() ? "''" : value))
                .orElse("optional");
    }
}
