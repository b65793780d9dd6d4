package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Extractor;

/** Makes the extractor {@code http}. */
public final class HttpExtractorFactory implements PluginFactory<Extractor, HttpOptions> {
    @Override
    public Class<Extractor> kind() {
        return Extractor.class;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String help() {
        return "Downloads files from web servers, goes on where a download broke off, and checks them against published digests.";
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
    public Class<HttpOptions> optionsType() {
        return HttpOptions.class;
    }

    @Override
    public Extractor create(HttpOptions options, PluginContext context) {
        return new HttpExtractor(
                options, HttpAccess.of(context), context.clock().instant());
    }
}
