package dev.tributary.etl.core.internal.plugins;

import dev.tributary.etl.core.internal.options.OptionDescription;
import java.util.List;

/**
 * A plugin as {@code plugins list} shows it.
 *
 * @param kind the kind for people, such as {@code extractor}
 * @param apiLevel the level of the SPI it was built for
 * @param help one sentence, or ""
 * @param source the JAR or folder it came from
 */
public record PluginDescription(
        String kind,
        String name,
        int revision,
        int apiLevel,
        String help,
        String source,
        List<OptionDescription> options) {}
