package dev.tributary.etl.core.internal.engine.plan;

import dev.tributary.etl.spi.plugin.PluginContext;

/** Makes a stage of a dataset from its factory and options: once per worker thread, or once per process. */
@FunctionalInterface
public interface StageMaker<T> {
    T make(PluginContext context);
}
