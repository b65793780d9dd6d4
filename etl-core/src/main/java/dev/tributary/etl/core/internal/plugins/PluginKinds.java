package dev.tributary.etl.core.internal.plugins;

import dev.tributary.etl.core.internal.options.OptionNames;
import dev.tributary.etl.spi.event.Notifier;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.lock.LockManager;
import dev.tributary.etl.spi.stage.Extractor;
import dev.tributary.etl.spi.stage.FileParser;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Normalizer;
import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.spi.stage.RecordFormat;
import dev.tributary.etl.spi.stage.ReleaseFinder;
import dev.tributary.etl.spi.stage.Transformer;
import dev.tributary.etl.spi.state.StateStore;
import java.util.List;
import java.util.Map;

/** What kinds of plugins are called, for people. */
public final class PluginKinds {
    /** The kinds that may stand under {@code parse}. */
    public static final List<Class<?>> PARSE = List.of(Parser.class, FileParser.class);

    private static final Map<Class<?>, String> LABELS = Map.ofEntries(
            Map.entry(Extractor.class, "extractor"),
            Map.entry(ReleaseFinder.class, "release finder"),
            Map.entry(Parser.class, "parser"),
            Map.entry(FileParser.class, "file parser"),
            Map.entry(Normalizer.class, "normalizer"),
            Map.entry(Transformer.class, "transformer"),
            Map.entry(Loader.class, "loader"),
            Map.entry(RecordFormat.class, "format"),
            Map.entry(ObjectStore.class, "object store"),
            Map.entry(StateStore.class, "state store"),
            Map.entry(LockManager.class, "lock"),
            Map.entry(Notifier.class, "notifier"));

    private PluginKinds() {}

    /** The name of a kind; an interface of a plugin's own module is called by its name. */
    public static String label(Class<?> kind) {
        String label = LABELS.get(kind);
        return label != null
                ? label
                : OptionNames.snakeCase(kind.getSimpleName()).replace('_', ' ');
    }

    /** The name of a kind as identifiers write it: {@code object_store}. */
    public static String id(Class<?> kind) {
        return label(kind).replace(' ', '_');
    }
}
