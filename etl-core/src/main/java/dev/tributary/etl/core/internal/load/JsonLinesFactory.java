package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Loader;

/** Makes the loader {@code jsonl}. */
public final class JsonLinesFactory implements PluginFactory<Loader, JsonLinesOptions> {
    @Override
    public Class<Loader> kind() {
        return Loader.class;
    }

    @Override
    public String name() {
        return "jsonl";
    }

    @Override
    public String help() {
        return "Writes one JSON object a line into parts that have the same bytes on every run.";
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
    public Class<JsonLinesOptions> optionsType() {
        return JsonLinesOptions.class;
    }

    @Override
    public Loader create(JsonLinesOptions options, PluginContext context) {
        return new JsonLinesLoader(options, context.home());
    }
}
