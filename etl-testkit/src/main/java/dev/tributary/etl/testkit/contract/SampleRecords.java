package dev.tributary.etl.testkit.contract;

import dev.tributary.etl.core.internal.canonical.CanonicalEncoder;
import dev.tributary.etl.core.internal.canonical.ContentHasher;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Records of a small type with every part that a loader may need. */
public final class SampleRecords {
    /** Key {@code id}, label {@code name}, a number, a decimal and a list. */
    public static final RecordType TYPE = RecordType.named("sample")
            .column("id", RecordType.Kind.TEXT)
            .column("name", RecordType.Kind.TEXT)
            .column("count", RecordType.Kind.INTEGER)
            .column("mass", RecordType.Kind.DECIMAL)
            .column("tags", RecordType.Kind.LIST)
            .key("id")
            .label("name")
            .build();

    private SampleRecords() {}

    /** Record {@code index} of a unit; all that differs follows from the two numbers. */
    public static DataRecord record(int unit, int index) {
        return record(unit, index, "Name \u00fc of ");
    }

    /** The same with another name: what another job may have under the key. */
    public static DataRecord changed(int unit, int index) {
        return record(unit, index, "Other name of ");
    }

    private static DataRecord record(int unit, int index, String name) {
        String id = "s" + unit + "_" + index;
        var origin = new Origin(0, "sample.txt", unit * 1_000L + index * 10L, 10, unit * 100L + index, 1 + index);
        return withParts(TYPE.record(
                origin, id, name + id, (long) index, BigDecimal.valueOf(unit * 10L + index, 1), List.of("a", id)));
    }

    /** The record with raw bytes, content hash and canonical JSON, as the engine would add them. */
    public static DataRecord withParts(DataRecord record) {
        var encoder = new CanonicalEncoder();
        DataRecord hashed = record.withHash(new ContentHasher(encoder).hash(record));
        byte[] raw = ("raw " + record.key()).getBytes(StandardCharsets.UTF_8);
        return hashed.withJson(encoder.bytes()).withRaw(raw);
    }
}
