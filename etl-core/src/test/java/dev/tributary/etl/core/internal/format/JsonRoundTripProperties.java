package dev.tributary.etl.core.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A record of all kinds comes back from its JSON as it was. */
class JsonRoundTripProperties {
    private static final RecordType TYPE = RecordType.named("t")
            .column("text", Kind.TEXT)
            .column("integer", Kind.INTEGER)
            .column("real", Kind.REAL)
            .column("decimal", Kind.DECIMAL)
            .column("boolean", Kind.BOOLEAN)
            .column("instant", Kind.INSTANT)
            .column("date", Kind.DATE)
            .column("list", Kind.LIST)
            .column("map", Kind.MAP)
            .column("any", Kind.ANY)
            .build();

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .all()
                .ofMaxLength(20)
                .filter(t -> StandardCharsets.UTF_8.newEncoder().canEncode(t) && t.indexOf('\0') < 0);
    }

    private static Arbitrary<BigDecimal> decimals() {
        return Combinators.combine(
                        Arbitraries.bigIntegers(), Arbitraries.integers().between(0, 60))
                .as((BigInteger digits, Integer scale) -> new BigDecimal(digits, scale));
    }

    /** What JSON alone can tell apart: whole numbers of 64 bits, decimals with a fraction, texts, booleans, and nests of them. */
    private static Arbitrary<Object> open(int depth) {
        var leaves = Arbitraries.<Object>oneOf(
                texts().map(t -> (Object) t),
                Arbitraries.longs().map(n -> (Object) n),
                decimals().filter(d -> d.scale() > 0).map(d -> (Object) d),
                Arbitraries.of(true, false).map(b -> (Object) b));
        if (depth == 0) {
            return leaves;
        }
        var inner = open(depth - 1);
        return Arbitraries.oneOf(
                leaves,
                inner.list().ofMaxSize(3).map(l -> (Object) l),
                Arbitraries.maps(texts(), inner).ofMaxSize(3).map(m -> (Object) m));
    }

    @Provide
    Arbitrary<DataRecord> records() {
        var scalars = Combinators.combine(
                        texts().injectNull(0.1),
                        Arbitraries.longs().injectNull(0.1),
                        Arbitraries.longs()
                                .map(Double::longBitsToDouble)
                                .filter(d -> Double.isFinite(d) && d != 0)
                                .injectNull(0.1),
                        decimals().injectNull(0.1),
                        Arbitraries.of(true, false).injectNull(0.1))
                .as((text, whole, real, decimal, flag) -> new Object[] {text, whole, real, decimal, flag});
        var others = Combinators.combine(
                        Arbitraries.longs()
                                .between(-62_000_000_000_000L, 253_000_000_000_000L)
                                .map(Instant::ofEpochMilli),
                        Arbitraries.longs().between(-700_000, 2_900_000).map(LocalDate::ofEpochDay),
                        open(2).list().ofMaxSize(3),
                        Arbitraries.maps(texts(), open(2)).ofMaxSize(3),
                        open(2))
                .as((instant, date, list, map, any) -> new Object[] {instant, date, list, map, any});
        return Combinators.combine(scalars, others)
                .as((a, b) ->
                        TYPE.record(Origin.ofFile(0, "x"), a[0], a[1], a[2], a[3], a[4], b[0], b[1], b[2], b[3], b[4]));
    }

    @Property
    void jsonOfARecordReadsBackAsTheRecord(@ForAll("records") DataRecord record) throws IOException {
        var out = new ByteArrayOutputStream();
        new JsonFormat().render(record, out);

        assertThat(new JsonRecordReader().read(out.toByteArray(), TYPE, record.origin()))
                .isEqualTo(record);
    }
}
