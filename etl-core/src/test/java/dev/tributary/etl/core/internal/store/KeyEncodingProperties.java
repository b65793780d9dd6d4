package dev.tributary.etl.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeyEncodingProperties {
    private final Map<String, String> seen = new HashMap<>();

    @Provide
    Arbitrary<String> texts() {
        var any = Arbitraries.strings().all().ofMaxLength(40);
        var near = Arbitraries.strings()
                .withChars("aA.%~/2fF_\u00e9\u0301e\ud800\udc00")
                .ofMaxLength(6);
        var longOnes =
                Arbitraries.strings().withChars("ab\u00fc").ofMinLength(60).ofMaxLength(320);
        return Arbitraries.oneOf(any, near, longOnes);
    }

    @Property(tries = 5_000)
    void differentTextsGiveDifferentSegmentsAlsoInLowerCase(@ForAll("texts") String a, @ForAll("texts") String b) {
        assertThat(KeyEncoding.segment(a).equalsIgnoreCase(KeyEncoding.segment(b)))
                .isEqualTo(a.equals(b));
    }

    @Property(tries = 5_000)
    void segmentsAreSafePartsOfAPath(@ForAll("texts") String text) {
        var segment = KeyEncoding.segment(text);

        assertThat(segment).matches("[a-z0-9_~%-][a-zA-F0-9._~%-]*").hasSizeLessThanOrEqualTo(KeyEncoding.MAX_BYTES);
        assertThat(KeyEncoding.segment(text)).isEqualTo(segment);
        var other = seen.putIfAbsent(segment.toLowerCase(Locale.ROOT), text);
        assertThat(other == null || other.equals(text)).as("%s", segment).isTrue();
    }

    @Property(tries = 2_000)
    void cutSegmentsHoldNoBrokenEscape(@ForAll("texts") String text) {
        var segment = KeyEncoding.segment(text);
        for (int i = segment.indexOf('%'); i >= 0; i = segment.indexOf('%', i + 1)) {
            assertThat(segment.substring(i + 1, i + 3)).matches("[0-9A-F]{2}");
        }
    }

    @Example
    void plainNamesStay() {
        assertThat(KeyEncoding.path("uniprot", "2025_06", "1.0", "p12345-2")).isEqualTo("uniprot/2025_06/1.0/p12345-2");
    }

    @Example
    void dangerousNamesStayInsideThePrefix() {
        assertThat(KeyEncoding.segment("../x")).isEqualTo("%2E.%2Fx");
        assertThat(KeyEncoding.segment(".")).isEqualTo("%2E");
        assertThat(KeyEncoding.segment("")).isEqualTo("~");
        assertThat(KeyEncoding.segment("a\0b")).isEqualTo("a%00b");
        assertThat(KeyEncoding.segment("P01234")).isEqualTo("%5001234");
        assertThat(KeyEncoding.segment("%41")).isEqualTo("%2541");
    }

    @Example
    void twinsThatLookAlikeDiffer() {
        var nfc = Normalizer.normalize("é", Normalizer.Form.NFC);
        var nfd = Normalizer.normalize("é", Normalizer.Form.NFD);

        assertThat(KeyEncoding.segment(nfc)).isEqualTo("%C3%A9");
        assertThat(KeyEncoding.segment(nfd)).isEqualTo("e%CC%81");
        assertThat(KeyEncoding.segment("\ud800"))
                .isNotEqualTo(KeyEncoding.segment("?"))
                .isEqualTo("%ED%A0%80");
        assertThat(KeyEncoding.segment("\ud83d\ude00")).isEqualTo("%F0%9F%98%80");
    }

    @Example
    void longNamesAreCutAndTold() {
        var a = "x".repeat(300) + "a";
        var b = "x".repeat(300) + "b";

        assertThat(KeyEncoding.segment("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(KeyEncoding.segment("x".repeat(201))).hasSize(200).contains("~");
        assertThat(KeyEncoding.segment(a)).startsWith("x".repeat(167) + "~").isNotEqualTo(KeyEncoding.segment(b));
    }
}
