package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Normalizer;

/** Makes the normalizer {@code timestamps}. */
public final class TimestampsFactory implements PluginFactory<Normalizer, TimestampsOptions> {
    @Override
    public Class<Normalizer> kind() {
        return Normalizer.class;
    }

    @Override
    public String name() {
        return "timestamps";
    }

    @Override
    public String help() {
        return "Reads fields as points in time; a written offset counts, else the zone.";
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
    public Class<TimestampsOptions> optionsType() {
        return TimestampsOptions.class;
    }

    @Override
    public Normalizer create(TimestampsOptions options, PluginContext context) {
        return new Timestamps(options);
    }
}
