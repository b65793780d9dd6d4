package dev.tributary.etl.core.internal.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlushingTest {
    private static final long STEP = 64L << 20;

    @TempDir
    Path folder;

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private FileOutputStream file() throws IOException {
        return new FileOutputStream(folder.resolve("a.part").toFile());
    }

    @Test
    void onlyWhatWasForcedIsSure() throws Exception {
        try (var file = file()) {
            var flushing = new Flushing(file.getFD(), tasks::add);

            flushing.wrote(STEP - 1);
            assertThat(tasks).isEmpty();
            flushing.wrote(STEP);
            assertThat(flushing.done()).as("it is still on its way").isZero();
            flushing.wrote(3 * STEP);
            assertThat(tasks).as("one at a time").hasSize(1);
            tasks.remove().run();
            assertThat(flushing.done()).as("what was written since is not sure").isEqualTo(STEP);
            assertThat(flushing.done()).isZero();
            flushing.wrote(3 * STEP);
            tasks.remove().run();
            assertThat(flushing.done()).isEqualTo(3 * STEP);
        }
    }

    @Test
    void whatWasForcedOfAnEarlierBeginningSaysNothing() throws Exception {
        try (var file = file()) {
            var flushing = new Flushing(file.getFD(), tasks::add);
            flushing.wrote(STEP);
            flushing.restart(0);
            tasks.remove().run();

            assertThat(flushing.done()).isZero();
        }
    }

    @Test
    void aDiskThatFailsIsToldOf() throws Exception {
        var file = file();
        var flushing = new Flushing(file.getFD(), tasks::add);
        flushing.wrote(STEP);
        file.close();
        tasks.remove().run();

        assertThatThrownBy(flushing::done).isInstanceOf(IOException.class).hasMessageContaining("the disk");
    }
}
