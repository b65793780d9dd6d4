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
import dev.tributary.etl.spi.stage.RecordFiles;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores each record as files of its own in the run's object store. What the formats need is known once {@link #prepare} has told the types; as
 * long as it has not, or when only the data tell the types, everything is asked for.
 */
final class FilesLoader implements Loader {
    private final FilesOptions options;
    private final PluginContext context;
    private final RecordFiles files;
    private volatile List<RecordType> types = List.of();
    private volatile @Nullable LoadTarget target;

    FilesLoader(FilesOptions options, PluginContext context) {
        this.options = options;
        this.context = context;
        this.files = context.files(options.formats());
    }

    @Override
    public Set<RecordPart> needs() {
        return files.needs(types);
    }

    @Override
    public void prepare(LoadTarget prepared, List<RecordType> announced) {
        target = prepared;
        types = List.copyOf(announced);
        // A format that is not there is an error of the configuration, and not of the first record.
        files.needs(types);
    }

    @Override
    public LoadTask open(LoadUnit unit) {
        return new FilesTask(unit.number(), this);
    }

    @Override
    public List<String> publish(Publication publication, Iterable<LoadReceipt> receipts) {
        return List.of(files.prefix());
    }

    List<String> formats() {
        return options.formats();
    }

    ObjectStore objects() {
        return context.objects();
    }

    RecordFiles files() {
        return files;
    }

    String version() {
        var prepared = target;
        if (prepared == null) {
            throw new IllegalStateException("prepare was not called");
        }
        return prepared.version();
    }
}
