package dev.tributary.etl.core.internal.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    @Test
    void equal_content_is_equal_bytes_whatever_the_order() {
        Document one = Document.of(Map.of("b", List.of("x", Map.of("d", 1L, "c", "ü")), "a", "1"));

        assertThat(one).hasToString("{\"a\":\"1\",\"b\":[\"x\",{\"c\":\"ü\",\"d\":1}]}\n");
    }

    @Property
    void what_was_written_is_read(@ForAll Map<String, String> texts, @ForAll List<Long> numbers) throws Exception {
        texts.entrySet().removeIf(each -> !isText(each.getKey()) || !isText(each.getValue()));
        Document document =
                Document.of(Map.of("texts", texts, "numbers", numbers)).sealed();

        Document read = Document.parse(document.render());
        assertThat(read).isEqualTo(document);
        assertThat(read.unsealed().textMap("texts")).isEqualTo(texts);
        assertThat(read.unsealed().render())
                .isEqualTo(
                        Document.of(Map.of("numbers", numbers, "texts", texts)).render());
    }

    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @Test
    void every_flipped_bit_is_noticed() {
        byte[] sealed = Document.of(Map.of("fence", 7L, "state", Map.of("GDP", "2025-11-04")))
                .sealed()
                .render();
        for (int bit = 0; bit < (sealed.length - 1) * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> Document.parse(flipped).unsealed())
                    .as("bit %d", bit)
                    .isInstanceOf(UnreadableDocumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"a\"",
                "{",
                "{}x",
                "{} {}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":null}",
                "{\"a\":true}",
                "{\"a\":1.5}",
                "{\"a\":1e3}",
                "{\"a\":99999999999999999999}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":\"\\ud800\"}",
                "\ufeff{}",
                "// x\n{}"
            })
    void what_was_never_written_is_refused(String text) {
        assertThatThrownBy(() -> Document.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableDocumentException.class);
    }

    @Test
    void other_encodings_are_refused() {
        assertThatThrownBy(() -> Document.parse("{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(UnreadableDocumentException.class);
        assertThatThrownBy(() -> Document.parse("{\"a\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(UnreadableDocumentException.class);
    }

    @Test
    void deep_nesting_is_refused_and_no_stack_overflow() {
        String text = "{\"a\":" + "[".repeat(100_000);

        assertThatThrownBy(() -> Document.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableDocumentException.class);
    }

    @Test
    void half_a_surrogate_pair_is_not_written() {
        assertThatThrownBy(() -> Document.of(Map.of("a", "\ud800"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Document.of(Map.of("\udc00", "a"))).isInstanceOf(IllegalArgumentException.class);
    }
}
