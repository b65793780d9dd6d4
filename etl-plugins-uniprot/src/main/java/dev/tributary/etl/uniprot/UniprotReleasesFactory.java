package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.ReleaseFinder;

/** Makes the release finder {@code uniprot}: {@code releases: uniprot} of the extractor {@code http}. */
public final class UniprotReleasesFactory implements PluginFactory<ReleaseFinder, ReleaseOptions> {
    @Override
    public Class<ReleaseFinder> kind() {
        return ReleaseFinder.class;
    }

    @Override
    public String name() {
        return "uniprot";
    }

    @Override
    public String help() {
        return "Finds UniProt's releases and their files by their own metalinks.";
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
    public Class<ReleaseOptions> optionsType() {
        return ReleaseOptions.class;
    }

    @Override
    public ReleaseFinder create(ReleaseOptions options, PluginContext context) {
        return new Releases(options);
    }
}
