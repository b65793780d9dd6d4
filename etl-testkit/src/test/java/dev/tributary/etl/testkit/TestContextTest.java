package dev.tributary.etl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.testkit.memory.MemoryObjectStore;
import dev.tributary.etl.testkit.memory.TextSource;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestContextTest {
    @TempDir
    private Path folder;

    @Test
    void a_pure_stage_gets_an_error_from_store_home_and_scratch() {
        var context = TestContext.pure();

        assertThatThrownBy(() -> context.objects().head("a"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("uses the object store: a");
        assertThatThrownBy(() -> context.objects().put("a", new TextSource("x")))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(context::home).isInstanceOf(AssertionError.class);
        assertThatThrownBy(context::scratch).isInstanceOf(AssertionError.class);
    }

    @Test
    void what_was_set_is_given() throws Exception {
        var store = new MemoryObjectStore();
        var context = TestContext.in(folder)
                .withObjects(store)
                .withParameters(Map.of("k", "v"))
                .withState(Map.of("cursor", "7"))
                .withService(String.class, "service");

        assertThat(context.objects()).isSameAs(store);
        assertThat(context.parameters()).containsEntry("k", "v");
        assertThat(context.state()).containsEntry("cursor", "7");
        assertThat(context.service(String.class)).contains("service");
        assertThat(context.service(Integer.class)).isEmpty();
        assertThat(context.scratch()).isDirectory().startsWith(folder).isNotEqualTo(context.scratch());
        assertThat(context.clock().instant()).isEqualTo(TestContext.NOW);
        assertThatThrownBy(() -> context.format("protein", "dat")).hasMessageContaining("PLUGIN_UNKNOWN");
    }
}
