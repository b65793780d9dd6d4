package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.core.internal.file.DurableFiles;
import dev.tributary.etl.core.internal.file.FileSync;
import dev.tributary.etl.core.internal.record.ColumnNames;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Publication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes one file of JSON lines per unit, or per unit and partition, into a folder; the folder's manifest, written last, says that it is complete. */
final class JsonLinesLoader implements Loader {
    private final JsonLinesOptions options;
    private final Path home;
    private final WrittenParts written = new WrittenParts();
    private volatile @Nullable PartNames names;

    JsonLinesLoader(JsonLinesOptions options, Path home) {
        this.options = options;
        this.home = home;
    }

    @Override
    public Set<RecordPart> needs() {
        return Set.of(RecordPart.CONTENT_HASH, RecordPart.JSON);
    }

    @Override
    public boolean keepsUnitsApart() {
        return true;
    }

    @Override
    public void prepare(LoadTarget target, List<RecordType> types) throws IOException {
        options.compression().check();
        ColumnNames.check("partition by", options.partitionBy(), types);
        var directory = options.directory().orElseGet(() -> home.resolve("output")
                .resolve(KeyEncoding.segment(target.dataset()))
                .resolve(KeyEncoding.segment(target.release())));
        var prepared = new PartNames(directory, target.job(), options.compression());
        new DurableFiles(FileSync.DISK).createFolders(prepared.waiting());
        names = prepared;
    }

    @Override
    public LoadTask open(LoadUnit unit) {
        return options.partitionBy().isEmpty()
                ? new JsonLinesTask(prepared(), unit, written)
                : new PartitionedTask(prepared(), unit, new Partitioning(options.partitionBy()), written);
    }

    @Override
    public List<String> publish(Publication publication, Iterable<LoadReceipt> receipts) throws IOException {
        var prepared = prepared();
        new JsonLinesPublication(prepared, publication, written).publish(receipts);
        return List.of(prepared.directory().toString());
    }

    private PartNames prepared() {
        var prepared = names;
        if (prepared == null) {
            throw new IllegalStateException("prepare was not called");
        }
        return prepared;
    }
}
