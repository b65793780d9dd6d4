package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.Rejects;
import dev.tributary.etl.spi.stage.Upload;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Stores the files of one unit's records. Bytes and keys are the same on every attempt, so objects of an attempt that failed are those of the
 * next one and are left; readers go by the release, which does not name them.
 */
final class FilesTask implements LoadTask {
    private static final HexFormat HEX = HexFormat.of();

    private final int unit;
    private final List<String> formats;
    private final RecordKeys keys;
    private final RecordFiles files;
    private final ObjectStore objects;
    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha256 = digest("SHA-256");
    private final List<Upload> uploads = new ArrayList<>();
    private long records;

    FilesTask(int unit, FilesLoader loader) {
        this.unit = unit;
        this.formats = loader.formats();
        this.keys = loader.keys();
        this.files = loader.files();
        this.objects = loader.objects();
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
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
        long size = hash(file);
        var key = keys.key(record.key(), file.format());
        objects.put(key, file.content());
        return new Upload(
                record.type().name(),
                record.key(),
                file.format(),
                key,
                size,
                HEX.formatHex(md5.digest()),
                HEX.formatHex(sha256.digest()),
                file.mediaType());
    }

    private long hash(RecordFile file) throws IOException {
        md5.reset();
        sha256.reset();
        long size = 0;
        var buffer = new byte[8 << 10];
        try (var in = file.content().open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                md5.update(buffer, 0, n);
                sha256.update(buffer, 0, n);
                size += n;
            }
        }
        return size;
    }

    @Override
    public void delete(Batch batch) throws IOException, InterruptedException {
        for (var key : batch.records()) {
            for (var format : formats) {
                objects.delete(keys.key(key.key(), format));
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
