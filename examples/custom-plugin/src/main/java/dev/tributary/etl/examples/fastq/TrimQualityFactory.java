package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Normalizer;

/** The normalizer {@code trim_quality}: cuts bad ends off {@code read} records and filters what is too short then. */
public final class TrimQualityFactory implements PluginFactory<Normalizer, TrimQualityOptions> {
    @Override
    public Class<Normalizer> kind() {
        return Normalizer.class;
    }

    @Override
    public String name() {
        return "trim_quality";
    }

    @Override
    public String help() {
        return "Cuts bad ends off reads, and filters those that are too short then.";
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
    public Class<TrimQualityOptions> optionsType() {
        return TrimQualityOptions.class;
    }

    @Override
    public Normalizer create(TrimQualityOptions options, PluginContext context) {
        return new TrimQuality(options);
    }
}
