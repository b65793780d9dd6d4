package dev.tributary.etl.core.internal.metalink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.yaml.RealData;
import dev.tributary.etl.spi.io.Checksum;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetalinkReaderTest {
    private static final String MD5 = "5845a44e788cd260b04a558f77b14f4c";
    private static final String OTHER = "d41d8cd98f00b204e9800998ecf8427e";
    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static Metalink read(String xml) {
        return MetalinkReader.read("http://h/x.metalink", xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String version3(String inFile) {
        return "<metalink xmlns='http://www.metalinker.org/'><version>2024_01</version><files><file name='a.gz'>"
                + inFile + "</file></files></metalink>";
    }

    private static String version4(String inFile) {
        return "<metalink xmlns='urn:ietf:params:xml:ns:metalink'><file name='a.gz'>" + inFile + "</file></metalink>";
    }

    @Test
    void uniprotsOwnIsReadAndItsFtpPlacesAreLeftOut() throws IOException {
        var bytes = Files.readAllBytes(RealData.folder("uniprot/other").resolve("RELEASE.metalink"));

        var metalink = MetalinkReader.read("RELEASE.metalink", bytes);

        assertThat(metalink.version()).contains("2024_01");
        assertThat(metalink.files()).hasSize(1);
        var readme = metalink.find("README", "x");
        assertThat(readme.size()).hasValue(3101);
        assertThat(readme.checksums()).containsExactly(new Checksum(Checksum.Algorithm.MD5, MD5));
        assertThat(readme.urls()).isEmpty();
    }

    @Test
    void placesAreRankedByEitherVersionsRule() {
        var three = read(
                version3("<resources><url preference='10'>http://b/a.gz</url><url preference='90'>https://a/a.gz</url>"
                        + "<url>http://c/a.gz</url></resources>"));
        var four = read(version4(
                "<url priority='9'>http://b/a.gz</url><url priority='1'>https://a/a.gz</url><url>http://c/a.gz</url>"));

        assertThat(three.files().get(0).urls())
                .containsExactly(
                        URI.create("https://a/a.gz"), URI.create("http://b/a.gz"), URI.create("http://c/a.gz"));
        assertThat(four.files()).isEqualTo(three.files());
        assertThat(four.version()).isEmpty();
    }

    @Test
    void hashesOfPiecesAreNotTheFiles() {
        var three = read(version3("<verification><hash type='sha256'>" + SHA256
                + "</hash><pieces type='md5' length='9'><hash piece='0'>" + OTHER + "</hash></pieces></verification>"));
        var four = read(version4("<hash type='sha-256'>" + SHA256.toUpperCase(java.util.Locale.ROOT)
                + "</hash><pieces type='sha-256' length='9'><hash>" + OTHER + "</hash></pieces>"));

        assertThat(three.files().get(0).checksums()).containsExactly(new Checksum(Checksum.Algorithm.SHA_256, SHA256));
        assertThat(four.files().get(0).checksums())
                .isEqualTo(three.files().get(0).checksums());
    }

    @Test
    void unknownHashesAreNotUsed() {
        assertThat(read(version4("<hash type='crc32'>1234</hash>"))
                        .files()
                        .get(0)
                        .checksums())
                .isEmpty();
    }

    @Test
    void aFileThatIsNotListedIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> read(version4("")).find("b.gz", "http://h/x.metalink"))
                .hasMessageContaining("METALINK_INVALID")
                .hasMessageContaining("b.gz")
                .hasMessageContaining("a.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "a/../../x", "", " ", "a\\b", "c:x", "a//b", "."})
    void namesThatLeadOutAreRefused(String name) {
        assertThatThrownBy(() -> read("<metalink><file name='" + name + "'/></metalink>"))
                .hasMessageContaining("METALINK_INVALID")
                .hasMessageContaining("line 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two that disagree | <hash type='md5'>" + MD5 + "</hash><hash type='md5'>" + OTHER
                        + "</hash> | disagree",
                "31 digits | <hash type='md5'>5845a44e788cd260b04a558f77b14f4</hash> | 32 digits",
                "a size in words | <size>many</size> | many",
                "no URL | <url>http://a b</url> | no URL"
            })
    void whatAFileSaysMustMakeSense(String name, String inFile, String found) {
        assertThatThrownBy(() -> read(version4(inFile)))
                .as(name)
                .hasMessageContaining("METALINK_INVALID")
                .hasMessageContaining("a.gz")
                .hasMessageContaining(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Not found</body></html>",
                "<metalink xmlns='http://example.org/'/>",
                "<metalink><file name='a'/><file name='a'/></metalink>",
                "<metalink><file name='a'>",
                "<!DOCTYPE metalink [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><metalink><version>&e;</version></metalink>",
                "<!DOCTYPE metalink SYSTEM 'http://127.0.0.1:9/x.dtd'><metalink/>",
                "<!DOCTYPE m [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><metalink><version>&b;</version></metalink>"
            })
    void whatIsNoMetalinkIsRefused(String xml) {
        assertThatThrownBy(() -> read(xml)).hasMessageContaining("METALINK_INVALID");
    }

    @Test
    void depthIsBounded() {
        var deep = "<metalink>" + "<x>".repeat(100_000) + "</x>".repeat(100_000) + "</metalink>";

        assertThatThrownBy(() -> read(deep)).hasMessageContaining("deep");
    }
}
