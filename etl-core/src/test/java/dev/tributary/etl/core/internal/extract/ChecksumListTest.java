package dev.tributary.etl.core.internal.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.Checksum.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumListTest {
    private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";
    private static final String OTHER = "0cc175b9c0f1b6a831c399e269772661";
    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static ChecksumList list(String text) {
        return ChecksumList.parse("sums", text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MD5 + "  x.gz\n",
                MD5 + " *x.gz\n",
                MD5 + " x.gz",
                MD5 + "\tx.gz\r\n",
                MD5 + "  ./x.gz\n",
                "MD5 (x.gz) = " + MD5 + "\n",
                "MD5(x.gz)= " + MD5 + "\n",
                "D41D8CD98F00B204E9800998ECF8427E  x.gz\r\n" + OTHER + "  y.gz\r\n",
                "\uFEFF# comment\n\n" + MD5 + "  x.gz\n"
            })
    void readsTheFormsThatAreAbout(String text) {
        assertThat(list(text).find("x.gz")).containsExactly(new Checksum(Algorithm.MD5, MD5));
    }

    @Test
    void readsNamesWithBlanksParenthesesAndEscapes() {
        var list = list(MD5 + "  my file (1).gz\nSHA256 (a) b) = " + SHA256 + "\n\\" + OTHER + "  a\\\\b\\nc\n");

        assertThat(list.find("my file (1).gz")).containsExactly(new Checksum(Algorithm.MD5, MD5));
        assertThat(list.find("a) b")).containsExactly(new Checksum(Algorithm.SHA_256, SHA256));
        assertThat(list.find("a\\b\nc")).containsExactly(new Checksum(Algorithm.MD5, OTHER));
    }

    @Test
    void severalAlgorithmsOfAFileAreAllKept() {
        assertThat(list(MD5 + "  x\n" + SHA256 + "  x\n").find("x"))
                .extracting(Checksum::algorithm)
                .containsExactly(Algorithm.MD5, Algorithm.SHA_256);
    }

    @Test
    void aFileListedTwiceOrNotAtAllIsAnError() {
        assertThatThrownBy(() -> list(MD5 + "  x\n" + OTHER + "  x\n").find("x"))
                .hasMessageContaining("CHECKSUM_LIST_INVALID")
                .hasMessageContaining("line 2")
                .hasMessageContaining("first in line 1");
        assertThatThrownBy(() -> list(MD5 + "  x\n").find("X"))
                .hasMessageContaining("CHECKSUM_LIST_INVALID")
                .hasMessageContaining("does not list it");
    }

    @Test
    void whatIsNoListNamesItsLine() {
        assertThatThrownBy(() -> list(MD5 + "  x\n<html><body>404"))
                .hasMessageContaining("sums, line 2")
                .hasMessageContaining("<html><body>404");
        assertThatThrownBy(() -> list(MD5.substring(1) + "  x\n"))
                .hasMessageContaining("line 1")
                .hasMessageContaining("31 digits");
        assertThatThrownBy(() -> list("MD5 (x) = " + SHA256))
                .hasMessageContaining("line 1")
                .hasMessageContaining("32 digits");
        assertThatThrownBy(() -> list("CRC32 (x) = 12345678")).hasMessageContaining("CRC32");
        assertThatThrownBy(() -> list(" \n\n")).hasMessageContaining("lists nothing");
        assertThatThrownBy(() -> ChecksumList.parse("sums", new byte[] {(byte) 0xff, 0}))
                .hasMessageContaining("not UTF-8");
    }
}
