package dev.tributary.etl.core;

import java.util.List;
import java.util.Optional;

/**
 * A plugin that datasets can use.
 *
 * @param kind for people: {@code extractor}, {@code parser}, {@code loader} ...
 * @param revision raised by its author when its output changes
 * @param source the JAR or folder it came from
 */
public record PluginInfo(
        String kind, String name, int revision, int apiLevel, String source, List<OptionInfo> options) {
    public PluginInfo {
        options = List.copyOf(options);
    }

    /**
     * An option of a plugin.
     *
     * @param type for people: {@code text}, {@code size}, {@code list of text} ...
     * @param defaultValue as it would be written; empty when there is none
     */
    public record OptionInfo(String name, String type, Optional<String> defaultValue, boolean required, String help) {}
}
