package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Normalizer;

/** Makes the normalizer {@code filter}. */
public final class FilterFactory implements PluginFactory<Normalizer, FilterOptions> {
    @Override
    public Class<Normalizer> kind() {
        return Normalizer.class;
    }

    @Override
    public String name() {
        return "filter";
    }

    @Override
    public String help() {
        return "Keeps the records that meet one condition on a field; the others count as filtered.";
    }

    @Override
    public int apiLevel() {
        return API_LEVEL;
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Class<FilterOptions> optionsType() {
        return FilterOptions.class;
    }

    @Override
    public Normalizer create(FilterOptions options, PluginContext context) {
        return new Filter(options);
    }
}
