package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.state.StateStore;
import dev.tributary.etl.testkit.process.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every state store does. */
public abstract class StateStoreContract {
    /** The store under test, empty, the same one during a test. */
    protected abstract StateStore store();

    @Test
    void a_key_that_was_never_written_is_absent() throws Exception {
        assertThat(store().read("nothing")).isEmpty();
    }

    @Test
    void what_was_written_is_read() throws Exception {
        Optional<StateStore.Entry> written = store().replace("a", Optional.empty(), Map.of("GDP", "2025", "ü", ""), 3);

        assertThat(written).isPresent();
        assertThat(store().read("a")).isEqualTo(written);
        assertThat(written.orElseThrow().values()).isEqualTo(Map.of("GDP", "2025", "ü", ""));
        assertThat(written.orElseThrow().fence()).isEqualTo(3);
        assertThat(store().read("A")).isEmpty();
    }

    @Test
    void only_who_saw_the_last_document_replaces_it() throws Exception {
        Optional<StateStore.Entry> first = store().replace("a", Optional.empty(), Map.of("k", "1"), 1);
        Optional<StateStore.Entry> second = store().replace("a", first, Map.of("k", "2"), 1);

        assertThat(store().replace("a", first, Map.of("k", "3"), 1)).isEmpty();
        assertThat(store().replace("a", Optional.empty(), Map.of("k", "3"), 1)).isEmpty();
        assertThat(store().replace("b", first, Map.of("k", "3"), 1)).isEmpty();
        assertThat(store().read("a")).isEqualTo(second);
        assertThat(store().read("b")).isEmpty();
    }

    @Test
    void a_lower_fence_never_writes_over_a_higher_one() throws Exception {
        Optional<StateStore.Entry> first = store().replace("a", Optional.empty(), Map.of("k", "1"), 5);

        assertThat(store().replace("a", first, Map.of("k", "2"), 4)).isEmpty();
        assertThat(store().read("a")).isEqualTo(first);
        assertThat(store().replace("a", first, Map.of("k", "2"), 5)).isPresent();
    }

    @Test
    void writing_the_same_values_again_makes_a_new_version() throws Exception {
        Optional<StateStore.Entry> first = store().replace("a", Optional.empty(), Map.of("k", "1"), 1);
        Optional<StateStore.Entry> second = store().replace("a", first, Map.of("k", "1"), 1);

        assertThat(second.orElseThrow().version())
                .isNotEqualTo(first.orElseThrow().version());
    }

    @Test
    void keys_of_any_text_are_kept_apart() throws Exception {
        List<String> keys = List.of("a", "A", "a/b", "a%2fb", "..", ".", "ä", "a ", "x".repeat(60));
        for (String key : keys) {
            assertThat(store().replace(key, Optional.empty(), Map.of("key", key), 1))
                    .as(key)
                    .isPresent();
        }
        for (String key : keys) {
            assertThat(store().read(key).orElseThrow().values()).containsEntry("key", key);
        }
    }

    @Test
    void no_update_is_lost_among_threads() throws Exception {
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "writer" + i;
            writers.add(() -> writeTen(name));
        }
        Together.run(writers);

        Map<String, String> values = store().read("shared").orElseThrow().values();
        assertThat(values).hasSize(8).allSatisfy((name, count) -> assertThat(count)
                .isEqualTo("10"));
    }

    private boolean writeTen(String name) throws Exception {
        int done = 0;
        while (done < 10) {
            Optional<StateStore.Entry> now = store().read("shared");
            Map<String, String> values =
                    new java.util.HashMap<>(now.map(StateStore.Entry::values).orElse(Map.of()));
            values.put(name, Integer.toString(done + 1));
            done += store().replace("shared", now, values, 1).isPresent() ? 1 : 0;
        }
        return true;
    }
}
