package dev.tributary.etl.core;

import java.util.List;
import java.util.Optional;

/**
 * A plugin that datasets can use.
 *
 * @param kind for people: {@code extractor}, {@code parser}, {@code loader} ...
 * @param help what it does, in one sentence; empty when its author says nothing
 * @param revision raised by its author when its output changes
 * @param source the JAR or folder it came from
 */
public record PluginInfo(
        String kind, String name, String help, int revision, int apiLevel, String source, List<OptionInfo> options) {
    public PluginInfo {
        options = List.copyOf(options);
    }

    /**
     * An option.
     *
     * @param type for people: {@code text}, {@code size}, {@code list of text} ...
     * @param defaultValue as it would be written; empty when there is none
     * @param help one sentence
     * @param example as it would be written; empty when there is none
     * @param formerNames older names that still bind, with a warning
     * @param options what is inside: the keys of a mapping, or, of an option that takes one of several mappings, these by the name that
     *     {@code kind} takes
     */
    public record OptionInfo(
            String name,
            String type,
            Optional<String> defaultValue,
            boolean required,
            String help,
            Optional<String> example,
            List<String> formerNames,
            List<OptionInfo> options) {
        public OptionInfo {
            formerNames = List.copyOf(formerNames);
            options = List.copyOf(options);
        }
    }
}
