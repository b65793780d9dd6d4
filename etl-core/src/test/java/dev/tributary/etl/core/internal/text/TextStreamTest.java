package dev.tributary.etl.core.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Text in any charset arrives as UTF-8, and what is no text is marked, never replaced. */
class TextStreamTest {
    private static final String TEXT = "Zoë\tβ-actin €5 😀\n".repeat(3_000);

    @Test
    void a_byte_order_mark_decides_and_is_dropped() throws IOException {
        for (var name : List.of("UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
            var charset = Charset.forName(name);
            var stream = open(("\ufeff" + TEXT).getBytes(charset), Optional.empty());
            assertThat(stream.charset()).isEqualTo(charset);
            assertThat(text(stream)).isEqualTo(TEXT);
        }
    }

    @Test
    void an_option_decides_and_drops_the_mark_too() throws IOException {
        var bytes = ("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_16LE);
        assertThat(text(open(bytes, Optional.of(StandardCharsets.UTF_16LE)))).isEqualTo(TEXT);
        var latin = "Größe".repeat(10);
        assertThat(text(open(latin.getBytes(StandardCharsets.ISO_8859_1), Optional.of(StandardCharsets.ISO_8859_1))))
                .isEqualTo(latin);
    }

    @Test
    void utf8_without_mark_is_passed_through() throws IOException {
        var stream = open(TEXT.getBytes(StandardCharsets.UTF_8), Optional.empty());
        assertThat(stream.charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(text(stream)).isEqualTo(TEXT);
    }

    @Test
    void western_text_that_is_not_utf8_is_found_out() throws IOException {
        var western = "Índice de precios al consumidor, España: año 2008, niño, más\n".repeat(50);
        assertThat(text(open(western.getBytes(Charset.forName("windows-1252")), Optional.empty())))
                .isEqualTo(western);
    }

    @Test
    void a_character_cut_at_the_end_of_the_head_is_no_reason_to_doubt_utf8() throws IOException {
        var bytes = ("x".repeat(TextStream.HEAD_BYTES - 1) + "é and more").getBytes(StandardCharsets.UTF_8);
        assertThat(open(bytes, Optional.empty()).charset()).isEqualTo(StandardCharsets.UTF_8);
    }

    @Test
    void a_byte_that_the_charset_does_not_have_becomes_a_byte_that_utf8_does_not_have() throws IOException {
        var out = new ByteArrayOutputStream();
        out.write("ok\n".getBytes(StandardCharsets.UTF_16LE));
        out.write(new byte[] {0x00, (byte) 0xd8});
        out.write("\nend".getBytes(StandardCharsets.UTF_16LE));
        var bytes = open(out.toByteArray(), Optional.of(StandardCharsets.UTF_16LE))
                .utf8()
                .readAllBytes();
        assertThat(bytes).contains(TextStream.MISFIT);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .startsWith("ok\n")
                .endsWith("end");
    }

    @Test
    void an_empty_stream_is_empty_text() throws IOException {
        assertThat(open(new byte[0], Optional.empty()).utf8().readAllBytes()).isEmpty();
    }

    private static TextStream open(byte[] bytes, Optional<Charset> option) throws IOException {
        return TextStream.of(new ByteArrayInputStream(bytes), option);
    }

    private static String text(TextStream stream) throws IOException {
        return new String(stream.utf8().readAllBytes(), StandardCharsets.UTF_8);
    }
}
