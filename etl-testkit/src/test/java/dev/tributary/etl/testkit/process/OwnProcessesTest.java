package dev.tributary.etl.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OwnProcessesTest {
    /** Repeats what it is told. */
    private static final ProcessBuilder ECHO = new ProcessBuilder("cat");

    @Test
    void aStoppedProcessDoesNothingUntilItGoesOn() throws Exception {
        var process = OwnProcesses.start(ECHO);
        try (var out = process.inputReader(StandardCharsets.UTF_8);
                var in = process.outputWriter(StandardCharsets.UTF_8)) {
            OwnProcesses.suspend(process);
            in.write("hello\n");
            in.flush();
            var answer = CompletableFuture.supplyAsync(() -> line(out));
            assertThatThrownBy(() -> answer.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            OwnProcesses.resume(process);

            assertThat(answer.get()).isEqualTo("hello");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String line(BufferedReader out) {
        try {
            return String.valueOf(out.readLine());
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void strangersAreLeftAlone() throws IOException {
        var stranger = ECHO.start();
        try {
            assertThatThrownBy(() -> OwnProcesses.suspend(stranger)).isInstanceOf(IllegalArgumentException.class);
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void theDeadAreLeftAlone() throws IOException, InterruptedException {
        var process = OwnProcesses.start(ECHO);
        process.destroyForcibly();
        process.waitFor();
        assertThatThrownBy(() -> OwnProcesses.resume(process)).isInstanceOf(IllegalArgumentException.class);
    }
}
