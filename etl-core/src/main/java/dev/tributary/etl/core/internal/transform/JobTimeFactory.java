package dev.tributary.etl.core.internal.transform;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Transformer;

/** Makes the transformer {@code timestamps}. */
public final class JobTimeFactory implements PluginFactory<Transformer, JobTimeOptions> {
    @Override
    public Class<Transformer> kind() {
        return Transformer.class;
    }

    @Override
    public String name() {
        return "timestamps";
    }

    @Override
    public String help() {
        return "Writes the job's instant into fields.";
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
    public Class<JobTimeOptions> optionsType() {
        return JobTimeOptions.class;
    }

    @Override
    public Transformer create(JobTimeOptions options, PluginContext context) {
        return new JobTime(options, context.clock().instant());
    }
}
