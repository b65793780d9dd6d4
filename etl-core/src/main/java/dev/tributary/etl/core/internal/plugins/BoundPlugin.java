package dev.tributary.etl.core.internal.plugins;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;

/** A factory and the options for it. Prints no option: some are secrets. */
public record BoundPlugin<T, O extends Record>(PluginFactory<T, O> factory, O options) {
    /** Makes the component. */
    public T create(PluginContext context) {
        T component = PluginCode.make(factory, () -> factory.create(options, context));
        if (component == null) {
            throw new EtlException(StandardError.DEFECT, "Cannot go on: " + id() + " made nothing (null)");
        }
        return component;
    }

    /** {@code kind/name@revision}: what job identity holds of a plugin. */
    public String id() {
        return PluginKinds.id(factory.kind()) + "/" + factory.name() + "@" + factory.revision();
    }

    @Override
    public String toString() {
        return id();
    }
}
