package dev.tributary.etl.core.internal.staging;

import dev.tributary.etl.core.internal.ledger.PackedRecord;
import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.StoredObject;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Makes records of rows again: of the same type, with the same values in the same order, and with their digests; raw bytes and canonical JSON are the
 * caller's to add. One thread; records of one shape share their type.
 */
public final class RecordUnpacker {
    private final LongFunction<String> shapes;
    private final Map<Long, RecordShape> known = new HashMap<>();

    /** @param shapes the text of a shape by its number, as the ledger has it */
    public RecordUnpacker(LongFunction<String> shapes) {
        this.shapes = shapes;
    }

    /** The record, or the key to delete, that was packed. */
    public DataRecord unpack(PackedRecord packed) {
        var shape = known.computeIfAbsent(packed.shape(), number -> ShapeText.read(shapes.apply(number)));
        var values = new @Nullable Object[shape.type().size()];
        var besides = read(packed.data(), shape, values);
        var row = packed.row();
        var record = shape.type().record(origin(row.origin(), besides), values);
        var name = besides.get(Beside.NAME) instanceof String misfit ? misfit : row.name();
        if (!record.key().equals(row.identifier()) || !Objects.equals(record.name(), name)) {
            record = record.identifiedAs(row.identifier(), name);
        }
        for (var attachment : attachments(besides)) {
            record = record.with(attachment);
        }
        var hash = row.hash();
        return hash == null ? record : record.withHash(hash);
    }

    /** Fills the values in, and returns what stands beside them. */
    private static Map<?, ?> read(byte[] data, RecordShape shape, @Nullable Object[] values) {
        Map<?, ?> besides = Map.of();
        try (var in = PlainJson.reader(data)) {
            var reader = new ValueReader(in);
            in.nextToken();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                var name = in.currentName();
                in.nextToken();
                int column = shape.place(name);
                var path = column < 0 ? null : shape.column(column);
                if (path != null) {
                    values[column] = reader.read(path);
                } else {
                    besides = (Map<?, ?>) Objects.requireNonNull(reader.readTagged());
                }
            }
        }
        besides.forEach((name, value) -> {
            if (String.valueOf(name).startsWith(Beside.COLUMN)) {
                values[shape.place(String.valueOf(name).substring(Beside.COLUMN.length()))] = value;
            }
        });
        return besides;
    }

    private static Origin origin(Origin row, Map<?, ?> besides) {
        return besides.get(Beside.SOURCE) instanceof String source
                ? new Origin(row.file(), source, row.offset(), row.length(), row.ordinal(), row.line())
                : row;
    }

    private static List<Attachment> attachments(Map<?, ?> besides) {
        return besides.get(Beside.ATTACHMENTS) instanceof List<?> list
                ? list.stream().map(each -> attachment((List<?>) each)).toList()
                : List.of();
    }

    private static Attachment attachment(List<?> written) {
        var algorithm = text(written.get(4));
        var checksum = algorithm.isEmpty()
                ? Optional.<Checksum>empty()
                : Optional.of(new Checksum(Checksum.Algorithm.valueOf(algorithm), text(written.get(5))));
        var object = new StoredObject(
                text(written.get(1)), (Long) Objects.requireNonNull(written.get(2)), text(written.get(3)), checksum);
        return new Attachment(text(written.get(0)), object);
    }

    private static String text(@Nullable Object value) {
        return (String) Objects.requireNonNull(value);
    }
}
