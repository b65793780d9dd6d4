package dev.tributary.etl.core.internal.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.transfer.Floor;
import dev.tributary.etl.core.internal.transfer.Transfers;
import dev.tributary.etl.core.internal.transfer.WatchedStream;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk while a download is on its way. */
class DownloadTest {
    private static final SourceFile FILE = SourceFile.of("a", URI.create("https://example.org/a"));
    private static final int STEP = 64 << 20;
    private static final int MORE = 1 << 20;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdown();
    }

    private static InputStream bytes() {
        return new ByteArrayInputStream(new byte[STEP + MORE]);
    }

    /** Digests get a thread; the disk does its work at once, so that it is known when it was done. */
    private Executor executor() {
        var tasks = new AtomicInteger();
        return task -> {
            if (tasks.getAndIncrement() == 0) {
                threads.execute(task);
            } else {
                task.run();
            }
        };
    }

    @Test
    void whatWasForcedAsItCameOutlivesAKill() throws Exception {
        var killed = PartFile.open(folder, FILE, executor());
        killed.restart("e");
        try (var in = WatchedStream.start(bytes(), Floor.DEFAULT, threads)) {
            for (var block = in.next(); block != null; block = in.next()) {
                killed.write(block);
            }
        }

        try (var part = PartFile.open(folder, FILE, executor())) {
            assertThat(part.position().entity()).isEqualTo("e");
            assertThat(part.position().offset()).isBetween((long) STEP, STEP + MORE - 1L);
        }
        killed.release();
    }

    /** A device that takes all bytes, and cannot be forced. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aDiskThatFailsEndsTheDownload() throws Exception {
        Files.createSymbolicLink(folder.resolve("a.part"), Path.of("/dev/null"));
        var opened = new AtomicInteger();
        var extractor = new Extractor() {
            @Override
            public List<String> versions() {
                return List.of("");
            }

            @Override
            public Release release(String version) {
                return new Release(version, Optional.empty(), List.of(FILE));
            }

            @Override
            public Opened open(SourceFile file, Position position) {
                opened.incrementAndGet();
                return new Opened(Position.START, bytes());
            }
        };
        var transfers = new Transfers(threads, Floor.DEFAULT, pause -> {}, Duration.ofSeconds(1));
        try (var part = PartFile.open(folder, FILE, executor())) {
            assertThatThrownBy(() -> new Download(extractor, transfers, n -> {}).bring(FILE, part))
                    .isInstanceOfSatisfying(
                            EtlException.class, e -> assertThat(e.code()).isEqualTo(StandardError.STORE_UNAVAILABLE))
                    .hasMessageContaining("the disk");
        }
        assertThat(opened).as("its source is not to blame").hasValue(1);
    }
}
