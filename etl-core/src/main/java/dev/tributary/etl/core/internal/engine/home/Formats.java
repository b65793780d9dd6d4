package dev.tributary.etl.core.internal.engine.home;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.stage.RecordFormat;

/** Finds the format of a record type: {@code {record_type}/{name}}, else {@code {name}}. */
@FunctionalInterface
public interface Formats {
    /** PLUGIN_UNKNOWN, naming the known ones, when there is none. */
    RecordFormat make(String recordType, String name, PluginContext context);
}
