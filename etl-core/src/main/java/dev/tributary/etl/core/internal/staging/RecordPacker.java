package dev.tributary.etl.core.internal.staging;

import dev.tributary.etl.core.internal.ledger.PackedRecord;
import dev.tributary.etl.core.internal.ledger.StagedRecord;
import dev.tributary.etl.core.internal.ledger.StorableText;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Makes rows of the records of one unit after the other: plain JSON objects, which people can query, and the shapes that give the records back. Shapes
 * are learned, and go on from unit to unit of a job, so there are few. What neither the JSON nor the row has (attachments, the name of a source, columns
 * without a place) stands under {@code $}. One thread; one for each job and worker.
 */
public final class RecordPacker {
    private static final int MAX_KNOWN_TYPES = 1_000;
    /** PostgreSQL holds 256 MiB in a document, with 4 bytes for each value. */
    private static final int MAX_BYTES = 200 << 20;

    private final Optional<String> newest;
    private final IdentityHashMap<RecordType, RecordShape> byType = new IdentityHashMap<>();
    private final Map<String, RecordShape> byText = new HashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<RecordShape> used = new ArrayList<>();
    private String source = "";
    private int place;

    /** @param newest the field that {@code duplicates: {newest: FIELD}} compares */
    public RecordPacker(Optional<String> newest) {
        this.newest = newest;
    }

    /** Begins a unit. {@code unitSource} is the name of its source in the ledger, empty for a group of files. */
    public void begin(String unitSource) {
        source = unitSource;
        place = 0;
        used.clear();
    }

    /**
     * The next record of the unit, of its {@code chunk}-th chunk. Raw bytes and canonical JSON are not kept.
     *
     * @throws EtlException VALUE_UNREPRESENTABLE (DATA) for a value outside of the closed list, one that is nested too deep, or a record that is too
     *     large; it has no place in the unit then
     */
    public PackedRecord pack(DataRecord record, PackedRecord.Kind kind, int chunk) {
        var shape = shape(record.type());
        var data = json(record, shape);
        if (data.length > MAX_BYTES) {
            throw ValueWriter.unrepresentable(data.length + " bytes as JSON, more than " + MAX_BYTES);
        }
        int index = used.indexOf(shape);
        if (index < 0) {
            index = used.size();
            used.add(shape);
        }
        var row = new StagedRecord(
                record.type().name(), record.key(), record.name(), record.hash().orElse(null), chunk, record.origin());
        byte @Nullable [] sortedBy =
                newest.map(record::value).map(NewestKey::of).orElse(null);
        return new PackedRecord(row, place++, kind, sortedBy, index, data);
    }

    /** The shapes of the unit's records, as they are now that all are packed. */
    public List<String> shapes() {
        return used.stream().map(RecordShape::text).toList();
    }

    /** Types that are made anew for each chunk are known by what they are. */
    private RecordShape shape(RecordType type) {
        var known = byType.get(type);
        if (known == null) {
            if (byType.size() >= MAX_KNOWN_TYPES) {
                byType.clear();
                byText.clear();
            }
            var made = new RecordShape(type);
            known = byText.computeIfAbsent(made.text(), text -> made);
            byType.put(type, known);
        }
        return known;
    }

    private byte[] json(DataRecord record, RecordShape shape) {
        bytes.reset();
        try (var out = PlainJson.writer(bytes)) {
            write(record, shape, out);
        }
        return bytes.toByteArray();
    }

    private void write(DataRecord record, RecordShape shape, JsonGenerator out) {
        var values = new ValueWriter(out);
        var besides = besides(record);
        out.writeStartObject();
        for (int i = 0; i < record.type().size(); i++) {
            var value = record.value(i);
            var column = shape.column(i);
            if (value != null && column != null) {
                out.writeName(shape.name(i));
                values.write(value, column);
            } else if (value != null) {
                besides.put(Beside.COLUMN + shape.name(i), value);
            }
        }
        if (!besides.isEmpty()) {
            out.writeName(Tag.NAME);
            values.writeTagged(besides);
        }
        out.writeEndObject();
    }

    private Map<String, Object> besides(DataRecord record) {
        var besides = new LinkedHashMap<String, Object>();
        if (!record.origin().source().equals(source)) {
            besides.put(Beside.SOURCE, record.origin().source());
        }
        var name = record.name();
        if (name != null && !StorableText.fits(name)) {
            besides.put(Beside.NAME, name);
        }
        if (!record.attachments().isEmpty()) {
            besides.put(
                    Beside.ATTACHMENTS,
                    record.attachments().stream().map(RecordPacker::attachment).toList());
        }
        return besides;
    }

    private static List<Object> attachment(Attachment attachment) {
        var object = attachment.object();
        return List.of(
                attachment.format(),
                object.key(),
                object.size(),
                object.version(),
                object.checksum().map(sum -> sum.algorithm().name()).orElse(""),
                object.checksum().map(sum -> sum.hex()).orElse(""));
    }
}
