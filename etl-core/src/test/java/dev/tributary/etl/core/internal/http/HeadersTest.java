package dev.tributary.etl.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that servers send and dataset files hold. */
class HeadersTest {
    @Test
    void aRangeTellsWhereItBeginsAndHowLongTheWholeIs() {
        var range = ContentRange.parse("bytes 5-9/20").orElseThrow();

        assertThat(range.first()).hasValue(5);
        assertThat(range.last()).hasValue(9);
        assertThat(range.total()).hasValue(20);
        assertThat(ContentRange.parse("bytes 5-9/*").orElseThrow().total()).isEmpty();
        assertThat(ContentRange.parse("bytes */20").orElseThrow().first()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bytes", "bytes 9-5/20", "bytes 5-20/20", "items 5-9/20", "bytes 5-/20", "bytes=5-9/20"})
    void otherRangesAreNone(String text) {
        assertThat(ContentRange.parse(text)).isEmpty();
    }

    @Test
    void aWaitIsSecondsOrADateAfterTheAnswersOwn() {
        var date = Optional.of("Sun, 06 Nov 1994 08:49:37 GMT");

        assertThat(RetryAfter.parse(Optional.of("7"), Optional.empty())).contains(Duration.ofSeconds(7));
        assertThat(RetryAfter.parse(Optional.of("Sun, 06 Nov 1994 08:50:37 GMT"), date))
                .contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.parse(Optional.of("Sun, 06 Nov 1994 08:40:37 GMT"), date))
                .contains(Duration.ZERO);
        assertThat(RetryAfter.parse(Optional.of("Sun, 06 Nov 1994 08:50:37 GMT"), Optional.empty()))
                .isEmpty();
        assertThat(RetryAfter.parse(Optional.of("soon"), date)).isEmpty();
        assertThat(RetryAfter.parse(Optional.empty(), date)).isEmpty();
    }

    @Test
    void aTemplateIsFilledFromReleaseFileAndTheJobsDay() {
        var at = Instant.parse("2026-01-02T23:59:59Z");
        var template = new UrlTemplate("https://h/r-{release}/{date}/{date:yyyyMMdd}/{file}?v={release}", at);

        assertThat(template.url("20 1", "a/b c.gz"))
                .isEqualTo(URI.create("https://h/r-20%201/2026-01-02/20260102/a/b%20c.gz?v=20%201"));
        assertThatThrownBy(() -> template.url("", "x")).hasMessageContaining("release.external");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/{relase}",
                "ftp://h/{file}",
                "{release}",
                "https://u:p@h/x",
                "https://h/{date:QQQQQQ'}"
            })
    void aTemplateThatCannotBeFilledIsRefused(String template) {
        assertThatThrownBy(() -> UrlTemplate.check(template)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://H.org:443/a/b.gz?sig=1,https://h.org,b.gz,https://h.org/a/b.gz?...",
        "http://h.org:8080/a%20b.gz,http://h.org:8080,a b.gz,http://h.org:8080/a%20b.gz",
        "http://h.org,http://h.org,'',http://h.org"
    })
    void urlsAreTakenApart(URI url, String origin, String name, String shown) {
        assertThat(Urls.origin(url)).isEqualTo(origin);
        assertThat(Urls.name(url)).isEqualTo(name);
        assertThat(Urls.shown(url)).isEqualTo(shown);
    }

    @Test
    void placesBesideAreEncoded() {
        var metalink = URI.create("https://h/a/b/RELEASE.metalink?x=1");

        assertThat(Urls.beside(metalink, "c d/é.gz")).isEqualTo(URI.create("https://h/a/b/c%20d/%C3%A9.gz"));
        assertThat(Urls.ending(URI.create("https://h/a.gz?x=1"), ".md5")).isEqualTo(URI.create("https://h/a.gz.md5"));
    }

    @Test
    void aPageIsSeenAtItsStart() {
        assertThat(Page.isPage("\ufeff\n <!doctype HTML>".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(Page.isPage("<?xml version='1.0'?><uniprot>".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(Page.mayBe("INDEX.HTM")).isTrue();
    }
}
