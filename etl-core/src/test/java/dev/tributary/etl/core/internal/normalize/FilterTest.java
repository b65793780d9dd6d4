package dev.tributary.etl.core.internal.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FilterTest {
    private static final RecordType TYPE =
            RecordType.named("t").column("f", Kind.ANY).build();

    private static boolean passes(FilterOptions options, @Nullable Object value) {
        var out = new Emitted();
        new Filter(options).normalize(TYPE.record(Origin.ofFile(0, "x"), value), out);
        return !out.records.isEmpty();
    }

    private static FilterOptions with(
            Optional<String> equals, List<String> in, Optional<Pattern> matches, Optional<Boolean> exists) {
        return new FilterOptions("f", equals, in, matches, exists, Optional.empty(), Optional.empty(), false);
    }

    private static FilterOptions equalTo(String value) {
        return with(Optional.of(value), List.of(), Optional.empty(), Optional.empty());
    }

    private static FilterOptions matching(String pattern) {
        return with(Optional.empty(), List.of(), Optional.of(Pattern.compile(pattern)), Optional.empty());
    }

    private static FilterOptions range(@Nullable String min, @Nullable String max) {
        return new FilterOptions(
                "f",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(min),
                Optional.ofNullable(max),
                false);
    }

    private static FilterOptions not(FilterOptions o) {
        return new FilterOptions(o.field(), o.equals(), o.in(), o.matches(), o.exists(), o.min(), o.max(), true);
    }

    @Test
    void equalsComparesNumbersAsNumbersAndTextsAsTexts() {
        assertThat(passes(equalTo("9606"), 9606L)).isTrue();
        assertThat(passes(equalTo("1.0"), 1L)).isTrue();
        assertThat(passes(equalTo("1.50"), new BigDecimal("1.5"))).isTrue();
        assertThat(passes(equalTo("0.5"), 0.5)).isTrue();
        assertThat(passes(equalTo("7"), "007")).isFalse();
        assertThat(passes(equalTo("true"), true)).isTrue();
        assertThat(passes(equalTo("2025-01-31"), LocalDate.of(2025, 1, 31))).isTrue();
        assertThat(passes(equalTo("a"), null)).isFalse();
    }

    @Test
    void inTakesOneOfSeveralAndListsMeetByAnyElement() {
        var in = with(Optional.empty(), List.of("a", "5"), Optional.empty(), Optional.empty());

        assertThat(passes(in, "a")).isTrue();
        assertThat(passes(in, 5.0)).isTrue();
        assertThat(passes(in, "b")).isFalse();
        assertThat(passes(in, List.of("b", "a"))).isTrue();
        assertThat(passes(in, List.of())).isFalse();
    }

    @Test
    void matchesTakesTheWholeText() {
        assertThat(passes(matching(".*_HUMAN"), "INS_HUMAN")).isTrue();
        assertThat(passes(matching("HUMAN"), "INS_HUMAN")).isFalse();
    }

    @Test
    void existsLooksOnlyWhetherThereIsAValue() {
        var present = with(Optional.empty(), List.of(), Optional.empty(), Optional.of(true));
        var absent = with(Optional.empty(), List.of(), Optional.empty(), Optional.of(false));

        assertThat(passes(present, List.of())).isTrue();
        assertThat(passes(present, null)).isFalse();
        assertThat(passes(absent, null)).isTrue();
        assertThat(passes(not(absent), null)).isFalse();
    }

    @Test
    void rangesHoldNumbersDatesAndInstants() {
        assertThat(passes(range("1", "3"), 3L)).isTrue();
        assertThat(passes(range("1", "3"), "2.5")).isTrue();
        assertThat(passes(range("1", "3"), new BigDecimal("3.01"))).isFalse();
        assertThat(passes(range("1", null), "x")).isFalse();
        assertThat(passes(range("1", null), Double.NaN)).isFalse();
        assertThat(passes(range(null, "2025-01-31"), LocalDate.of(2025, 1, 31))).isTrue();
        assertThat(passes(range(null, "2025-01-31"), "2025-02-01")).isFalse();
        assertThat(passes(range("2025-01-31T00:00:00Z", null), Instant.parse("2025-02-01T00:00:00Z")))
                .isTrue();
        assertThat(passes(range("2", null), null)).isFalse();
    }

    @Test
    void notTurnsTheConditionRound() {
        assertThat(passes(not(equalTo("a")), "a")).isFalse();
        assertThat(passes(not(equalTo("a")), null)).isTrue();
    }

    @Test
    void exactlyOneConditionIsWritten() {
        assertThatThrownBy(() -> with(Optional.of("a"), List.of("b"), Optional.empty(), Optional.empty()))
                .hasMessageContaining("not 2");
        assertThatThrownBy(() -> range(null, null)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> range("abc", null)).hasMessageContaining("a bound is");
    }

    @Test
    void aFieldThatNoTypeHasIsASlip() {
        assertThatThrownBy(() -> new Filter(equalTo("a"))
                        .types(List.of(RecordType.named("t").texts(List.of("g")).build())))
                .hasMessageContaining("filter by f");
    }

    @Test
    void endlessPatternsRejectTheRecordInTime() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> passes(matching("(.*)*(.*)*(.*)*=x"), "a".repeat(512)))
                .hasMessageContaining("FIELD_INVALID")
                .hasMessageContaining("(in f)");
        assertThatThrownBy(() -> passes(matching("a*"), "a".repeat(513))).hasMessageContaining("513 characters");
        assertThat(passes(matching("a*"), "a".repeat(512))).isTrue();
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }
}
