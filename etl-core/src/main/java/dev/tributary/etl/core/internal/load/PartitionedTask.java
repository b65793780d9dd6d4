package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.core.internal.file.DurableFiles;
import dev.tributary.etl.core.internal.file.FileSync;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Rejects;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes one unit as one part for each partition that its records fall into, otherwise like {@link JsonLinesTask}. */
final class PartitionedTask implements LoadTask {
    /** More folders in one unit mean that a column was named whose values are nearly all different. */
    static final int MAX_PARTITIONS = 1_000;

    private static final int MAX_GATHERED_BYTES = 8 << 20;

    private final PartNames names;
    private final LoadUnit unit;
    private final Partitioning partitioning;
    private final WrittenParts written;
    private final JsonLineBuffer line = new JsonLineBuffer();
    private final Map<String, PartitionFile> partitions = new TreeMap<>();
    private int gathered;
    private long records;
    private @Nullable LoadReceipt receipt;

    PartitionedTask(PartNames names, LoadUnit unit, Partitioning partitioning, WrittenParts written) {
        this.names = names;
        this.unit = unit;
        this.partitioning = partitioning;
        this.written = written;
    }

    @Override
    public void write(Batch batch, Rejects rejects) throws IOException {
        for (var record : batch.records()) {
            try {
                add(record);
            } catch (EtlException e) {
                if (e.code().category() != ErrorCode.Category.DATA) {
                    throw e;
                }
                rejects.reject(record, e.problem());
            }
        }
    }

    private void add(DataRecord record) throws IOException {
        var folder = partitioning.folder(record);
        line.truncate(0);
        JsonLine.start(record, line);
        line.raw(JsonLine.data(record));
        JsonLine.end(line);
        partition(folder).add(line.bytes(), line.length());
        records++;
        gathered += line.length();
        if (gathered > MAX_GATHERED_BYTES) {
            flush();
        }
    }

    private PartitionFile partition(String folder) throws IOException {
        var known = partitions.get(folder);
        if (known != null) {
            return known;
        }
        if (partitions.size() == MAX_PARTITIONS) {
            throw new EtlException(
                    StandardError.LOAD_FAILED,
                    "Cannot partition by " + String.join(", ", partitioning.columns())
                            + ": a unit of records falls into more than " + MAX_PARTITIONS + " folders",
                    "name columns with fewer different values under partition_by, or lower run.parse_batch");
        }
        var made = new PartitionFile(names.temporary(folder, unit.number(), unit.fence()), names.compression());
        new DurableFiles(FileSync.DISK)
                .createFolders(Objects.requireNonNull(made.path().getParent()));
        partitions.put(folder, made);
        return made;
    }

    private void flush() throws IOException {
        for (var partition : partitions.values()) {
            partition.flush();
        }
        gathered = 0;
    }

    @Override
    public void delete(Batch keys) {
        throw JsonLinesTask.deleteUnsupported(keys);
    }

    @Override
    public LoadReceipt finish() throws IOException {
        if (receipt == null) {
            flush();
            var parts = new ArrayList<PartReceipt>();
            for (var entry : partitions.entrySet()) {
                parts.add(finish(entry.getKey(), entry.getValue()));
            }
            receipt = new LoadReceipt(unit.number(), records, List.of(), PartReceipt.details(parts));
            written.add(unit.number());
        }
        return receipt;
    }

    private PartReceipt finish(String folder, PartitionFile partition) throws IOException {
        var waiting = names.waiting(folder, unit.number());
        PartNames.rename(partition.path(), waiting);
        FileSync.DISK.directory(Objects.requireNonNull(waiting.getParent()));
        return partition.receipt(folder);
    }

    @Override
    public void close() throws IOException {
        if (receipt == null) {
            for (var partition : partitions.values()) {
                Files.deleteIfExists(partition.path());
            }
        }
    }
}
