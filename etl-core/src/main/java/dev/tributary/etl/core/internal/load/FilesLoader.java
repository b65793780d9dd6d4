package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Publication;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores each record as files of its own in the run's object store. What the formats need is known once {@link #prepare} has told the types; as
 * long as it has not, or when only the data tell the types, everything is asked for.
 */
final class FilesLoader implements Loader {
    private static final Set<RecordPart> ALL = Set.copyOf(EnumSet.allOf(RecordPart.class));

    private final FilesOptions options;
    private final PluginContext context;
    private volatile Set<RecordPart> needs = ALL;
    private volatile @Nullable RecordKeys keys;

    FilesLoader(FilesOptions options, PluginContext context) {
        this.options = options;
        this.context = context;
    }

    @Override
    public Set<RecordPart> needs() {
        return needs;
    }

    @Override
    public void prepare(LoadTarget target, List<RecordType> types) {
        keys = new RecordKeys(target);
        var union = EnumSet.noneOf(RecordPart.class);
        for (var type : types) {
            options.formats()
                    .forEach(name ->
                            union.addAll(context.format(type.name(), name).needs()));
        }
        needs = types.isEmpty() ? ALL : Set.copyOf(union);
    }

    @Override
    public LoadTask open(LoadUnit unit) {
        return new FilesTask(unit.number(), this);
    }

    @Override
    public List<String> publish(Publication publication, Iterable<LoadReceipt> receipts) {
        return List.of(keys().prefix());
    }

    List<String> formats() {
        return options.formats();
    }

    ObjectStore objects() {
        return context.objects();
    }

    RecordFiles files() {
        return new RecordFiles(options.formats(), context::format, context.objects());
    }

    RecordKeys keys() {
        var prepared = keys;
        if (prepared == null) {
            throw new IllegalStateException("prepare was not called");
        }
        return prepared;
    }
}
