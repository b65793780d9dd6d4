package dev.tributary.etl.core.internal.plugins;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Normalizer;

/** A plugin that tests put into JARs. */
public class JarPlugin implements PluginFactory<Normalizer, PluginFactory.NoOptions> {
    @Override
    public Class<Normalizer> kind() {
        return Normalizer.class;
    }

    @Override
    public String name() {
        return "from_jar";
    }

    @Override
    public int apiLevel() {
        return API_LEVEL;
    }

    @Override
    public int revision() {
        return 4;
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public Normalizer create(NoOptions options, PluginContext context) {
        return (record, out) -> out.emit(record);
    }
}
