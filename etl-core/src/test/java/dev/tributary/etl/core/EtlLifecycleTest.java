package dev.tributary.etl.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.plugins.LibraryPlugin;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.event.EtlEvent;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an engine leaves in its host's JVM when it is closed, and how several live in one. */
class EtlLifecycleTest {
    @TempDir
    Path folder;

    private Path dataset(Path home) throws IOException {
        LibraryPlugin.write(home.resolve("plugins/x"), "with_library", "1.0");
        Files.writeString(folder.resolve("lines.txt"), "a\nb\nc\n", StandardCharsets.UTF_8);
        return Files.writeString(folder.resolve("lines.yaml"), """
                dataset_id: lines
                extract: { plugin: file, paths: [lines.txt] }
                parse: { plugin: test_lines }
                normalize: [{ plugin: with_library }]
                load: [{ plugin: jsonl }]
                """, StandardCharsets.UTF_8);
    }

    private static EtlBuilder builder(Path home) {
        return Etl.builder().home(home).plugin(new LinesFactory());
    }

    private static RunReport runOnce(Path home, Path dataset) throws InterruptedException {
        try (var etl = builder(home).build()) {
            return etl.run(RunRequest.of(dataset));
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .collect(Collectors.toSet());
    }

    /** Descriptors of files below this test's folder: of the whole JVM they would come and go for other reasons. */
    private Set<String> openFiles() throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(Files::isSymbolicLink)
                    .map(EtlLifecycleTest::target)
                    .filter(target -> target.startsWith(folder.toString()))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // It was closed between the list and the look.
            return "";
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "open files are counted in /proc")
    void fiftyEnginesLeaveNoThreadAndNoFile() throws InterruptedException, IOException {
        var home = folder.resolve("home");
        var dataset = dataset(home);
        assertThat(runOnce(home, dataset).status()).isEqualTo(RunStatus.COMPLETED);
        var before = threads();

        for (int i = 0; i < 50; i++) {
            var fresh = i % 10 == 0 ? folder.resolve("home" + i) : home;
            var wanted = i % 10 == 0 ? RunStatus.COMPLETED : RunStatus.UNCHANGED;
            assertThat(runOnce(fresh, dataset(fresh)).status()).isEqualTo(wanted);
        }

        assertThat(openFiles()).isEmpty();
        assertThat(threads()).isSubsetOf(before);
    }

    @Test
    void aClosedEnginesPluginsAreCollected() throws InterruptedException, IOException {
        var queue = new ReferenceQueue<Class<?>>();
        var plugin = pluginOfAClosedEngine(queue);
        for (int i = 0; i < 50 && !plugin.refersTo(null); i++) {
            System.gc();
            queue.remove(200);
        }
        assertThat(plugin.refersTo(null)).as("the plugin's class was collected").isTrue();
    }

    /** Its own frame, so that nothing on the stack holds the engine. */
    private WeakReference<Class<?>> pluginOfAClosedEngine(ReferenceQueue<Class<?>> queue)
            throws InterruptedException, IOException {
        var home = folder.resolve("home");
        var dataset = dataset(home);
        try (var etl = builder(home).build()) {
            assertThat(etl.run(RunRequest.of(dataset)).status()).isEqualTo(RunStatus.COMPLETED);
            var stage = etl.validate(dataset, java.util.Map.of())
                    .stages()
                    .normalize()
                    .get(0);
            return new WeakReference<>(stage.factory().getClass(), queue);
        }
    }

    @Test
    void anEngineThatCannotBeBuiltClosesItsPlugins() throws IOException {
        LibraryPlugin.write(folder.resolve("plugins/a"), "twin", "1");
        LibraryPlugin.write(folder.resolve("plugins/b"), "twin", "1");
        assertThatThrownBy(() -> Etl.embedded(folder))
                .isInstanceOfSatisfying(
                        EtlException.class, e -> assertThat(e.code()).isEqualTo(StandardError.PLUGIN_DUPLICATE));
        assertThat(Files.isDirectory(Path.of("/proc/self/fd")) ? openFiles() : Set.of())
                .isEmpty();
    }

    @Test
    void twoEnginesOnOneHomeRunADatasetOneAtATime() throws InterruptedException, IOException {
        var home = folder.resolve("home");
        var dataset = dataset(home);
        var verified = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var first = builder(home)
                        .listener(event -> hold(event, verified, goOn))
                        .build();
                var second = builder(home).build()) {
            var run = first.start(RunRequest.of(dataset));
            verified.await();
            var refused = second.run(RunRequest.of(dataset));
            assertThat(refused.status()).isEqualTo(RunStatus.FAILED);
            assertThat(refused.failure().orElseThrow().code()).isEqualTo(StandardError.LOCK_HELD);
            goOn.countDown();
            assertThat(run.await().status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(second.run(RunRequest.of(dataset)).status()).isEqualTo(RunStatus.UNCHANGED);
        }
    }

    @Test
    void enginesOnDifferentHomesAreIndependent() throws InterruptedException, IOException {
        var one = folder.resolve("one");
        var other = folder.resolve("other");
        var dataset = dataset(one);
        dataset(other);
        var verified = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var first =
                builder(one).listener(event -> hold(event, verified, goOn)).build()) {
            var run = first.start(RunRequest.of(dataset));
            verified.await();
            assertThat(runOnce(other, dataset).status()).isEqualTo(RunStatus.COMPLETED);
            goOn.countDown();
            assertThat(run.await().status()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    @Test
    void aListenerHearsOfEveryStepOnceAndInOrder() throws InterruptedException, IOException {
        var home = folder.resolve("home");
        var dataset = dataset(home);
        List<EtlEvent> events = new CopyOnWriteArrayList<>();
        try (var etl = builder(home).listener(events::add).build()) {
            etl.run(RunRequest.of(dataset));
            assertThat(events)
                    .extracting(event -> event.getClass().getSimpleName())
                    .containsExactly(
                            "RunStarted", "FileVerified", "JobOpened", "UnitCommitted", "ReleasePublished", "RunEnded");
            assertThat(events).extracting(EtlEvent::dataset).containsOnly("lines");
            events.clear();

            etl.run(RunRequest.of(dataset));
            assertThat(events)
                    .extracting(event -> event.getClass().getSimpleName())
                    .containsExactly("RunStarted", "FileVerified", "RunEnded");
            events.clear();

            Files.delete(folder.resolve("lines.txt"));
            etl.run(RunRequest.of(dataset));
            assertThat(events).last().isInstanceOfSatisfying(EtlEvent.RunEnded.class, end -> {
                assertThat(end.status()).isEqualTo("failed");
                assertThat(end.failure().orElseThrow().code()).isEqualTo(StandardError.SOURCE_MISSING);
            });
        }
    }

    @Test
    void aListenerThatFailsDecidesNothing() throws InterruptedException, IOException {
        var home = folder.resolve("home");
        var dataset = dataset(home);
        try (var etl = builder(home)
                .listener(event -> {
                    throw new IllegalStateException("of the listener");
                })
                .build()) {
            assertThat(etl.run(RunRequest.of(dataset)).status()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    private static void hold(EtlEvent event, CountDownLatch reached, CountDownLatch goOn) {
        if (event instanceof EtlEvent.FileVerified) {
            reached.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
