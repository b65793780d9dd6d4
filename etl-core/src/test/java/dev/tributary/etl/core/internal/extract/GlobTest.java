package dev.tributary.etl.core.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
                    *.gz,           a.gz,            true
                    *.gz,           agz,             false
                    *.gz,           b/a.gz,          false
                    *.gz,           .gz,             false
                    *,              .hidden,         false
                    .*,             .hidden,         true
                    a?c,            abc,             true
                    a?c,            ac,              false
                    a?c,            a/c,             false
                    **/*.gz,        a.gz,            true
                    **/*.gz,        x/y/a.gz,        true
                    **/*.gz,        x/.git/a.gz,     false
                    */**/a,         x/a,             true
                    */**/a,         a,               false
                    **/b/**/a,      b/a,             true
                    **/b/**/a,      x/b/y/z/a,       true
                    **/b/**/a,      x/a,             false
                    **,             x/y,             true
                    [a-c]x,         bx,              true
                    [a-c]x,         dx,              false
                    [!a-c]x,        dx,              true
                    [^a-c]x,        ax,              false
                    []]x,           ]x,              true
                    [[]x,           [x,              true
                    [a-]x,          -x,              true
                    *a*b*c,         xxaxxbxxc,       true
                    *a*b*c,         xxaxxcxxb,       false
                    *(+)$.txt,      x(+)$.txt,       true
                    ?.txt,          😀.txt,          true
                    """)
    void matches(String pattern, String path, boolean expected) {
        assertThat(Glob.compile(pattern).matches(path)).isEqualTo(expected);
    }

    @Test
    void thePrefixIsTheFolderBeforeTheFirstWildcard() {
        assertThat(Glob.compile("/d/e/*.gz").prefix()).isEqualTo("/d/e");
        assertThat(Glob.compile("/d/e*/f/*.gz").prefix()).isEqualTo("/d");
        assertThat(Glob.compile("/d/e/f.gz").prefix()).isEqualTo("/d/e");
        assertThat(Glob.compile("/d/e/f.gz").isLiteral()).isTrue();
        assertThat(Glob.compile("/d/[e]").isLiteral()).isFalse();
        assertThat(Glob.compile("*").prefix()).isEmpty();
        assertThat(Glob.compile("/d/e*/f/*.gz").matches("e1/f/x.gz")).isTrue();
    }

    @Test
    void leadsOnlyIntoFoldersThatMayHoldAMatch() {
        var glob = Glob.compile("/r/a*/b/*.gz");
        assertThat(glob.leadsInto("")).isTrue();
        assertThat(glob.leadsInto("a1")).isTrue();
        assertThat(glob.leadsInto("a1/b")).isTrue();
        assertThat(glob.leadsInto("a1/c")).isFalse();
        assertThat(glob.leadsInto("x")).isFalse();
        assertThat(glob.leadsInto("a1/b/c.gz")).isFalse();
        assertThat(Glob.compile("/r/**/x").leadsInto("p/q/r")).isTrue();
        assertThat(Glob.compile("/r/**").leadsInto("p/q")).isTrue();
    }

    @Test
    void refusesPatternsThatCannotBeMeant() {
        assertThatThrownBy(() -> Glob.compile("a**.gz")).hasMessageContaining("**/*.gz");
        assertThatThrownBy(() -> Glob.compile("[abc")).hasMessageContaining("without ']'");
        assertThatThrownBy(() -> Glob.compile("")).hasMessageContaining("empty");
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings()
                .withChars("ab*?")
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(p -> !p.contains("**"));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("abc").ofMinLength(1).ofMaxLength(10);
    }

    @Property(tries = 5_000)
    void agreesWithARegularExpression(@ForAll("patterns") String pattern, @ForAll("names") String name) {
        var regex = pattern.replace("*", ".*").replace("?", ".");

        assertThat(Glob.compile(pattern).matches(name)).isEqualTo(Pattern.matches(regex, name));
    }

    @Test
    void manyStarsStayFast() {
        var glob = Glob.compile("*a".repeat(100) + "b");

        assertThat(glob.matches("a".repeat(5_000))).isFalse();
    }
}
