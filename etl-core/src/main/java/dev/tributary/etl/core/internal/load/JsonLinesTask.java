package dev.tributary.etl.core.internal.load;

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
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes one unit under a name of its fence and renames it when it is whole. All attempts write the same bytes, so one that comes late replaces
 * the part by itself. A unit without records leaves no part.
 */
final class JsonLinesTask implements LoadTask {
    private final PartNames names;
    private final LoadUnit unit;
    private final WrittenParts written;
    private final JsonLineBuffer buffer = new JsonLineBuffer();
    private @Nullable PartFile file;
    private @Nullable OutputStream out;
    private @Nullable LoadReceipt receipt;
    private long records;

    JsonLinesTask(PartNames names, LoadUnit unit, WrittenParts written) {
        this.names = names;
        this.unit = unit;
        this.written = written;
    }

    @Override
    public void write(Batch batch, Rejects rejects) throws IOException {
        for (var record : batch.records()) {
            int start = buffer.length();
            try {
                JsonLine.start(record, buffer);
            } catch (EtlException e) {
                buffer.truncate(start);
                if (e.code().category() != ErrorCode.Category.DATA) {
                    throw e;
                }
                rejects.reject(record, e.problem());
                continue;
            }
            append(JsonLine.data(record));
        }
    }

    private void append(byte[] data) throws IOException {
        if (buffer.length() + data.length > JsonLineBuffer.FULL_BYTES) {
            flush();
            out().write(data);
        } else {
            buffer.raw(data);
        }
        JsonLine.end(buffer);
        records++;
    }

    private void flush() throws IOException {
        out().write(buffer.bytes(), 0, buffer.length());
        buffer.truncate(0);
    }

    private OutputStream out() throws IOException {
        if (out == null) {
            file = new PartFile(names.temporary("", unit.number(), unit.fence()));
            out = names.compression().open(file);
        }
        return out;
    }

    @Override
    public void delete(Batch keys) {
        throw deleteUnsupported(keys);
    }

    static EtlException deleteUnsupported(Batch keys) {
        return new EtlException(
                StandardError.DELETE_UNSUPPORTED,
                "Cannot delete "
                        + keys.records().stream()
                                .map(DataRecord::key)
                                .findFirst()
                                .orElse("records") + ": files of lines are only added to",
                "load into a database, or into files per record");
    }

    @Override
    public LoadReceipt finish() throws IOException {
        if (receipt == null) {
            receipt = records == 0 ? empty() : finishPart();
            written.add(unit.number());
        }
        return receipt;
    }

    private LoadReceipt empty() {
        return new LoadReceipt(unit.number(), 0, List.of(), Map.of());
    }

    private LoadReceipt finishPart() throws IOException {
        flush();
        out().close();
        var part = Objects.requireNonNull(file);
        var details = new PartReceipt("", records, part.bytes(), part.digest()).details(names.part(unit.number()));
        PartNames.rename(names.temporary("", unit.number(), unit.fence()), names.waiting("", unit.number()));
        FileSync.DISK.directory(names.waiting());
        return new LoadReceipt(unit.number(), records, List.of(), details);
    }

    @Override
    public void close() throws IOException {
        if (receipt != null || out == null) {
            return;
        }
        try {
            out.close();
        } finally {
            Files.deleteIfExists(names.temporary("", unit.number(), unit.fence()));
        }
    }
}
