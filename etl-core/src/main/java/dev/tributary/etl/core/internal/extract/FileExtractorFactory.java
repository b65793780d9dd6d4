package dev.tributary.etl.core.internal.extract;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.Extractor;

/** Makes the extractor {@code file}. */
public final class FileExtractorFactory implements PluginFactory<Extractor, FileOptions> {
    @Override
    public Class<Extractor> kind() {
        return Extractor.class;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public String help() {
        return "Takes files of this machine, by name or glob, and checks them against published digests.";
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
    public Class<FileOptions> optionsType() {
        return FileOptions.class;
    }

    @Override
    public Extractor create(FileOptions options, PluginContext context) {
        return extractor(options);
    }

    /** An extractor of these files; it needs nothing of a run. */
    public static Extractor extractor(FileOptions options) {
        return new FileExtractor(options, FileFinder.MAX_FILES);
    }
}
