package dev.tributary.etl.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.state.FileStateStore;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.state.StateStore;
import dev.tributary.etl.testkit.TestNames;
import dev.tributary.etl.testkit.contract.StateStoreContract;
import dev.tributary.etl.testkit.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStateStoreTest extends StateStoreContract {
    @TempDir
    private Path folder;

    @Override
    protected StateStore store() {
        return new FileStateStore(folder.resolve("state"), TestNames::encode);
    }

    @Test
    void the_file_is_plain_json_in_one_form() throws Exception {
        store().replace("gdp", Optional.empty(), Map.of("b", "2", "a", "1"), 7);

        String text = Files.readString(folder.resolve("state/gdp.json"));
        assertThat(text).startsWith("{\"fence\":7,\"values\":{\"a\":\"1\",\"b\":\"2\"},\"version\":\"1-");
    }

    /** Empty, cut short, repeated keys, followed by something, of other types, without what belongs in it, negative, no JSON at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"fence\":7,\"values\":{\"a\":\"1\"",
                "{\"fence\":7,\"fence\":8,\"values\":{},\"version\":\"1\"}",
                "{\"fence\":7,\"values\":{},\"version\":\"1\"} x",
                "{\"fence\":7,\"values\":{\"a\":1},\"version\":\"1\"}",
                "{\"fence\":7.5,\"values\":{},\"version\":\"1\"}",
                "{\"fence\":7,\"version\":\"1\"}",
                "{\"fence\":-7,\"values\":{},\"version\":\"1\"}",
                "{\"fence\":7,\"values\":null,\"version\":\"1\"}",
                "[]",
                "\u0000\u0000\u0000"
            })
    void a_damaged_file_is_an_error_with_its_path_and_never_empty(String text) throws Exception {
        store().replace("gdp", Optional.empty(), Map.of("a", "1"), 7);
        Path file = folder.resolve("state/gdp.json");
        Files.writeString(file, text);

        assertThatThrownBy(() -> store().read("gdp")).satisfies(e -> requireDamaged(e, file));
        assertThatThrownBy(() -> store().replace("gdp", Optional.empty(), Map.of("a", "2"), 8))
                .satisfies(e -> requireDamaged(e, file));
        assertThat(file).hasContent(text);
    }

    private static void requireDamaged(Throwable failure, Path file) {
        assertThat(failure).isInstanceOf(EtlException.class).hasMessageContaining(file.toString());
        assertThat(((EtlException) failure).code()).isEqualTo(StandardError.STATE_DAMAGED);
    }

    @Test
    void a_file_left_half_written_by_a_dead_writer_is_not_read() throws Exception {
        Optional<StateStore.Entry> written = store().replace("gdp", Optional.empty(), Map.of("a", "1"), 7);
        Files.writeString(folder.resolve("state/.gdp.json.tmp"), "{\"fen");

        assertThat(store().read("gdp")).isEqualTo(written);
        assertThat(store().replace("gdp", written, Map.of("a", "2"), 7)).isPresent();
    }

    @Test
    void a_document_made_again_after_its_removal_has_another_version() throws Exception {
        Optional<StateStore.Entry> first = store().replace("gdp", Optional.empty(), Map.of("a", "1"), 7);
        Files.delete(folder.resolve("state/gdp.json"));
        store().replace("gdp", Optional.empty(), Map.of("a", "2"), 7);

        assertThat(store().replace("gdp", first, Map.of("a", "3"), 7)).isEmpty();
    }

    @Test
    void processes_do_not_lose_updates() throws Exception {
        try (ChildJvm one = ChildJvm.start(
                        StateWriterMain.class, folder.resolve("state").toString(), "0", "25");
                ChildJvm two = ChildJvm.start(
                        StateWriterMain.class, folder.resolve("state").toString(), "1", "25")) {
            one.requireSuccess();
            two.requireSuccess();
        }

        assertThat(store().read("shared").orElseThrow().values()).isEqualTo(Map.of("0", "25", "1", "25"));
    }
}
