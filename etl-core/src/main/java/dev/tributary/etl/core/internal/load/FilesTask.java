package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.RecordFile;
import dev.tributary.etl.spi.stage.RecordFiles;
import dev.tributary.etl.spi.stage.Rejects;
import dev.tributary.etl.spi.stage.Upload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stores the files of one unit's records. Bytes and keys are the same on every attempt, so objects of an attempt that failed are those of the
 * next one and are left; readers go by the release, which does not name them.
 */
final class FilesTask implements LoadTask {
    private final int unit;
    private final List<String> formats;
    private final String version;
    private final RecordFiles files;
    private final ObjectStore objects;
    private final List<Upload> uploads = new ArrayList<>();
    private long records;

    FilesTask(int unit, FilesLoader loader) {
        this.unit = unit;
        this.formats = loader.formats();
        this.version = loader.version();
        this.files = loader.files();
        this.objects = loader.objects();
    }

    @Override
    public void write(Batch batch, Rejects rejects) throws IOException, InterruptedException {
        for (var record : batch.records()) {
            try {
                store(record, files.of(record));
            } catch (EtlException e) {
                if (e.code().category() != ErrorCode.Category.DATA) {
                    throw e;
                }
                rejects.reject(record, e.problem());
            }
        }
    }

    private void store(DataRecord record, List<RecordFile> rendered) throws IOException, InterruptedException {
        for (var file : rendered) {
            uploads.add(store(record, file));
        }
        records++;
    }

    private Upload store(DataRecord record, RecordFile file) throws IOException, InterruptedException {
        var key = files.key(record.key(), version, file.format());
        objects.put(key, file.content());
        return new Upload(
                record.type().name(),
                record.key(),
                file.format(),
                key,
                file.size(),
                file.md5(),
                file.sha256(),
                file.mediaType());
    }

    @Override
    public void delete(Batch batch) throws IOException, InterruptedException {
        for (var key : batch.records()) {
            for (var format : formats) {
                objects.delete(files.key(key.key(), version, format));
            }
        }
    }

    @Override
    public LoadReceipt finish() {
        return new LoadReceipt(unit, records, uploads, Map.of());
    }

    @Override
    public void close() {
        // nothing is held open
    }
}
