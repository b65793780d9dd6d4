package dev.tributary.etl.spi.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.io.StoredObject;
import dev.tributary.etl.spi.record.RecordType.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataRecordTest {
    private static final Origin ORIGIN = new Origin(0, "f.csv", 10, 5, 3, 4);
    private static final RecordType PAIR = RecordType.named("pair")
            .texts(List.of("a", "b", "c"))
            .key("a", "b")
            .label("c")
            .build();
    private static final Map<Kind, Object> SAMPLES = Map.of(
            Kind.TEXT,
            "t",
            Kind.INTEGER,
            1L,
            Kind.REAL,
            1.5,
            Kind.DECIMAL,
            new BigDecimal("1.50"),
            Kind.BOOLEAN,
            true,
            Kind.INSTANT,
            Instant.EPOCH,
            Kind.DATE,
            LocalDate.EPOCH,
            Kind.LIST,
            List.of(),
            Kind.MAP,
            Map.of());

    private static DataRecord pair(@Nullable String a, @Nullable String b, @Nullable String c) {
        return PAIR.record(ORIGIN, a, b, c);
    }

    @ParameterizedTest
    @EnumSource
    void aColumnHoldsItsKindOnly(Kind kind) {
        var type = RecordType.named("t").column("x", kind).build();
        SAMPLES.forEach((k, value) -> {
            if (kind == Kind.ANY || kind == k) {
                assertThat(type.record(ORIGIN, value).value("x")).isSameAs(value);
            } else {
                assertThatThrownBy(() -> type.record(ORIGIN, value))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("column x of kind " + kind)
                        .hasMessageContaining(value.getClass().getName());
            }
        });
        assertThat(type.record(ORIGIN, (Object) null).fields()).isEmpty();
        assertThatThrownBy(() -> type.record(ORIGIN, 1)).hasMessageContaining("java.lang.Integer");
        assertThatThrownBy(() -> type.record(ORIGIN, "a", "b")).hasMessageContaining("2 values for 1 columns");
    }

    @Test
    void aKeyIsThePartsJoined() {
        assertThat(pair("x", "y", null).key()).isEqualTo("x/y");
        assertThat(pair("x/y", "10%", null).key()).isEqualTo("x%2Fy/10%25");
        assertThat(pair("x", null, null).key()).isEqualTo("x/");
        assertThat(RecordType.named("line")
                        .texts(List.of("x"))
                        .build()
                        .record(ORIGIN, "1")
                        .key())
                .isEqualTo("f.csv#3");
    }

    /** Without the encoding, {@code a/b} and {@code c} would meet {@code a} and {@code b/c}. */
    @Property(tries = 2_000)
    boolean differentKeysNeverMeet(@ForAll int choice) {
        var alphabet = new String[] {"", "a", "/", "%", "a/", "/a", "%2F", "%25", "a%", "2F"};
        int n = alphabet.length;
        int c = Math.floorMod(choice, n * n * n * n);
        var one = pair(alphabet[c % n], alphabet[c / n % n], null);
        var two = pair(alphabet[c / n / n % n], alphabet[c / n / n / n], null);
        return one.key().equals(two.key())
                == (String.valueOf(one.text("a")).equals(two.text("a"))
                        && String.valueOf(one.text("b")).equals(two.text("b")));
    }

    @Test
    void anotherIdentifierLeavesTheFieldsAlone() {
        var record = pair("X", "Y", "Name");
        assertThat(record.name()).isEqualTo("Name");
        var other = record.identifiedAs("x/y", "name");
        assertThat(other.key()).isEqualTo("x/y");
        assertThat(other.name()).isEqualTo("name");
        assertThat(other.fields()).isEqualTo(record.fields());
        assertThat(other.identifiedAs("z", null).name()).isEqualTo("name");
        assertThat(other.with("c", "d").key()).isEqualTo("x/y");
        assertThat(record.key()).isEqualTo("X/Y");
        assertThat(pair("a", "b", null).name()).isNull();
    }

    @Test
    void withSetsInPlaceOrWidens() {
        var record = pair("a", "b", "c");
        assertThat(record.with("c", "d").type()).isSameAs(PAIR);
        assertThat(record.with("c", "d").text("c")).isEqualTo("d");
        assertThat(record.with("c", (Object) null).fields()).containsOnlyKeys("a", "b");
        var wide = record.with("n", 7L);
        assertThat(wide.value("n")).isEqualTo(7L);
        assertThat(wide.value(3)).isEqualTo(7L);
        assertThat(wide.type()).isSameAs(pair("x", "y", "z").with("n", "t").type());
        assertThat(record.value("n")).isNull();
        assertThat(record.text("n")).isNull();
        assertThatThrownBy(() -> record.with("c", 1L)).hasMessageContaining("column c of kind TEXT");
        assertThatThrownBy(() -> record.with("n", new Object())).hasMessageContaining("kind ANY");
    }

    @Test
    void partsFollowTheirRules() {
        var hash = new ContentHash("s", "m", null);
        var attachment = new Attachment("fna", new StoredObject("k", 1, "v", Optional.empty()));
        var full = pair("a", "b", "c")
                .with(attachment)
                .withRaw(new byte[] {1})
                .withHash(hash)
                .withJson(new byte[] {2});
        assertThat(full.raw()).hasValueSatisfying(b -> assertThat(b).containsExactly(1));
        assertThat(full.json()).hasValueSatisfying(b -> assertThat(b).containsExactly(2));
        var changed = full.with("c", "d");
        assertThat(changed.json()).as("JSON shows the fields").isEmpty();
        assertThat(changed.hash())
                .as("the hash is of what came from the source")
                .contains(hash);
        assertThat(changed.raw()).isPresent();
        var renamed =
                full.as(RecordType.named("p").texts(List.of("x", "y", "z")).build(), "1", "2", "3");
        assertThat(renamed.hash()).isEmpty();
        assertThat(renamed.json()).isEmpty();
        assertThat(renamed.raw()).isPresent();
        assertThat(renamed.attachments()).containsExactly(attachment);
        assertThat(renamed.origin()).isSameAs(ORIGIN);
        assertThatThrownBy(() -> full.as(PAIR, "1")).hasMessageContaining("1 values for 3 columns");
    }

    @Test
    void equalityIsOfTypeValuesAndOrigin() {
        var record = pair("a", "b", "c");
        assertThat(record)
                .isEqualTo(pair("a", "b", "c").withRaw(new byte[1]))
                .hasSameHashCodeAs(pair("a", "b", "c"))
                .isNotEqualTo(pair("a", "b", null))
                .isNotEqualTo(PAIR.record(Origin.ofFile(0, "f.csv"), "a", "b", "c"))
                .hasToString("pair a/b {a=a, b=b, c=c}");
    }

    @Test
    void fieldsAreAViewWithoutTheAbsent() {
        var fields = pair("a", null, "c").fields();
        assertThat(fields).isEqualTo(Map.of("a", "a", "c", "c")).hasSize(2);
        assertThat(fields.keySet()).containsExactly("a", "c");
        assertThat(fields.containsKey("b")).isFalse();
        assertThatThrownBy(() -> fields.put("b", "x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> fields.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shapesMakeMapsOfOneArray() {
        var shape = Shape.of("end", "start", "type");
        var map = shape.map(9L, null, "CHAIN");
        var expected = new LinkedHashMap<String, Object>();
        expected.put("end", 9L);
        expected.put("type", "CHAIN");
        assertThat(map).isEqualTo(expected).hasSameHashCodeAs(expected).hasSize(2);
        assertThat(map.keySet()).containsExactly("end", "type");
        assertThat(map.get("start")).isNull();
        assertThat(map.get("none")).isNull();
        assertThatThrownBy(() -> shape.map(1L)).hasMessageContaining("1 values");
        assertThatThrownBy(() -> Shape.of("a", "a")).isInstanceOf(IllegalArgumentException.class);
        var entries = map.entrySet().iterator();
        entries.next();
        entries.next();
        assertThatThrownBy(entries::next).isInstanceOf(java.util.NoSuchElementException.class);
    }

    @Test
    void originsSortByFileAndOrdinal() {
        var first = new Origin(0, "z", 0, 0, 9, 1);
        var second = new Origin(1, "a", 0, 0, 0, 1);
        assertThat(first).isLessThan(second);
        assertThat(second).isLessThan(new Origin(1, "a", 0, 0, 1, 1));
        assertThat(Origin.ofFile(1, "a").compareTo(second)).isZero();
    }
}
