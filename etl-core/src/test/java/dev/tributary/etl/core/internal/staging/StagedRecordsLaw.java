package dev.tributary.etl.core.internal.staging;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.core.internal.ledger.HostDatabase;
import dev.tributary.etl.core.internal.ledger.JdbiLedger;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.PackedRecord;
import dev.tributary.etl.core.internal.ledger.SqliteDatabase;
import dev.tributary.etl.core.internal.ledger.StagedRecords;
import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.StoredObject;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.test.folder.TestFolders;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** What waited in a ledger comes back: of the same type, with the same values of the same classes, names of maps in the same order. */
class StagedRecordsLaw {
    private static final RecordType TYPED = RecordType.named("typed")
            .column("id", RecordType.Kind.TEXT)
            .column("whole", RecordType.Kind.INTEGER)
            .column("real", RecordType.Kind.REAL)
            .column("decimal", RecordType.Kind.DECIMAL)
            .column("flag", RecordType.Kind.BOOLEAN)
            .column("at", RecordType.Kind.INSTANT)
            .column("day", RecordType.Kind.DATE)
            .column("list", RecordType.Kind.LIST)
            .column("map", RecordType.Kind.MAP)
            .key("id")
            .label("id")
            .content("id")
            .table("things", List.of("id"), "id", "whole")
            .build();

    private static final RecordType OPEN = RecordType.named("öpen")
            .column("z", RecordType.Kind.ANY)
            .column("$", RecordType.Kind.ANY)
            .column("nul\0", RecordType.Kind.ANY)
            .column("a", RecordType.Kind.ANY)
            .build();

    private static final List<Ledger> LEDGERS = new ArrayList<>();
    private static PostgresSchema schema = PostgresServer.freshSchema();
    private static final HikariDataSource POOL = new HikariDataSource();
    private static Path folder = Path.of("");
    private static int jobs;

    @BeforeContainer
    static void open() throws IOException {
        folder = TestFolders.create("staging");
        LEDGERS.add(new JdbiLedger(SqliteDatabase.open(folder.resolve("ledger.db"))));
        POOL.setDataSource(schema.dataSource());
        LEDGERS.add(new JdbiLedger(HostDatabase.open(POOL)));
    }

    @AfterContainer
    static void close() throws IOException {
        LEDGERS.forEach(Ledger::close);
        LEDGERS.clear();
        POOL.close();
        schema.close();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static DataRecord typed(AnyValues any) {
        return TYPED.record(
                origin("unit.dat", 7),
                any.maybe(any.text()),
                any.maybe(any.whole()),
                any.maybe(any.real()),
                any.maybe(any.decimal()),
                any.maybe(any.in(2)),
                any.maybe(any.instant()),
                any.maybe(any.date()),
                any.maybe(any.list(5)),
                any.maybe(any.map(5)));
    }

    private static DataRecord open(AnyValues any) {
        var record = OPEN.record(
                origin(any.text(), 1),
                any.maybe(any.value(4)),
                any.maybe(any.value(4)),
                any.maybe(any.value(4)),
                any.maybe(any.value(4)));
        return record.with("added", any.whole()).identifiedAs("key of its own", any.text());
    }

    private static Origin origin(String source, long ordinal) {
        return new Origin(1, source, 17, 4, ordinal, 3);
    }

    @Provide
    Arbitrary<List<DataRecord>> units() {
        return Arbitraries.randomValue(random -> {
            var any = new AnyValues(random);
            return IntStream.range(0, random.nextInt(30))
                    .mapToObj(i -> withMore(any.in(3) ? open(any) : typed(any), random.nextInt(4)))
                    .toList();
        });
    }

    private static DataRecord withMore(DataRecord record, int more) {
        var hash = new ContentHash(
                DigestUtils.sha256Hex("a"), DigestUtils.md5Hex("b"), more == 1 ? null : DigestUtils.md5Hex("c"));
        var object = new StoredObject(
                "k\0ey", 12, "v", Optional.of(new Checksum(Checksum.Algorithm.MD5, DigestUtils.md5Hex("d"))));
        var plain = new StoredObject("key", 13, "", Optional.empty());
        return switch (more) {
            case 0 -> record;
            case 1 -> record.withHash(hash);
            case 2 -> record.withHash(hash).with(new Attachment("fasta", plain));
            default -> record.with(new Attachment("fasta", object)).with(new Attachment("gff", plain));
        };
    }

    @Property(tries = 100)
    void recordsComeBackAsTheyWere(@ForAll("units") List<DataRecord> records) {
        var kept = records.stream().filter(StagedRecordsLaw::hasStorableKey).toList();
        for (var ledger : LEDGERS) {
            var job = StagedJob.begin(ledger, "job" + jobs++);
            var packer = new RecordPacker(Optional.empty());
            packer.begin("unit.dat");
            var packed = new ArrayList<PackedRecord>();
            kept.forEach(r -> packed.add(packer.pack(r, PackedRecord.Kind.RECORD, 0)));
            job.commit(new StagedRecords(packed, packer.shapes()));

            var unpacker = new RecordUnpacker(ledger.staging()::shape);
            var back = new ArrayList<DataRecord>();
            job.records().forEach(p -> back.add(unpacker.unpack(p)));

            for (int i = 0; i < kept.size(); i++) {
                assertThat(described(back.get(i))).isEqualTo(described(kept.get(i)));
            }
            assertThat(back).isEqualTo(kept);
        }
    }

    private static boolean hasStorableKey(DataRecord record) {
        var key = record.key();
        return key.indexOf('\0') < 0 && key.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000);
    }

    private static String described(DataRecord record) {
        return readable(String.join(
                " ",
                record.type() + " " + record.type().label() + record.type().content()
                        + record.type().tables(),
                record.key() + " " + record.name(),
                record.origin().toString(),
                described(record.fields()),
                record.hash().toString(),
                record.attachments().toString()));
    }

    /** Reports lose what is no text. */
    private static String readable(String text) {
        return text.chars()
                .mapToObj(c -> c >= ' ' && c < 127 ? String.valueOf((char) c) : "\\u%04x".formatted(c))
                .collect(Collectors.joining());
    }

    /** With classes, scales, signs of zero, and names in order. */
    private static String described(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> e.getKey() + "=" + described(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(StagedRecordsLaw::described).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof BigDecimal number) {
            return "BigDecimal " + number.unscaledValue() + "/" + number.scale();
        }
        return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
    }
}
