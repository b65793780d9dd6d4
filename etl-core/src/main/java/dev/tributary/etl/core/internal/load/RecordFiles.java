package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Makes the files of a record: one per format that renders its type or that it brings along. One thread. */
final class RecordFiles {
    private final List<String> formats;
    private final BiFunction<String, String, RecordFormat> lookup;
    private final ObjectStore objects;
    private final Map<String, Map<String, RecordFormat>> known = new HashMap<>();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

    RecordFiles(List<String> formats, BiFunction<String, String, RecordFormat> lookup, ObjectStore objects) {
        this.formats = formats;
        this.lookup = lookup;
        this.objects = objects;
    }

    /**
     * All files of a record, rendered before any is stored.
     *
     * @throws EtlException RECORD_UNLOADABLE when no format takes the record, or what a format throws
     */
    List<RecordFile> of(DataRecord record) throws IOException {
        var files = new ArrayList<RecordFile>(formats.size());
        for (var name : formats) {
            var format = format(record.type(), name);
            var attachment = attachment(record, name);
            if (attachment.isPresent()) {
                files.add(RecordFile.attached(
                        name, format.mediaType(), objects, attachment.get().object()));
            } else if (format.renders(record.type())) {
                files.add(RecordFile.rendered(name, format.mediaType(), render(format, record)));
            }
        }
        if (files.isEmpty()) {
            throw new EtlException(
                    StandardError.RECORD_UNLOADABLE,
                    "Cannot write " + record.key() + ": none of " + formats + " renders records of type "
                            + record.type().name());
        }
        return files;
    }

    private static Optional<Attachment> attachment(DataRecord record, String format) {
        return record.attachments().stream()
                .filter(one -> one.format().equals(format))
                .findFirst();
    }

    private byte[] render(RecordFormat format, DataRecord record) throws IOException {
        buffer.reset();
        format.render(record, buffer);
        return buffer.toByteArray();
    }

    private RecordFormat format(RecordType type, String name) {
        return known.computeIfAbsent(type.name(), t -> new HashMap<>())
                .computeIfAbsent(name, n -> lookup.apply(type.name(), n));
    }
}
