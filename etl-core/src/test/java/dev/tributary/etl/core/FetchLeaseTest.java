package dev.tributary.etl.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.lock.Lease;
import dev.tributary.etl.spi.lock.LockManager;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fetch may take longer than a lease lasts. */
class FetchLeaseTest {
    @TempDir
    Path folder;

    private final CountDownLatch renewed = new CountDownLatch(3);
    private final AtomicBoolean given = new AtomicBoolean(true);

    @BeforeEach
    void source() throws IOException {
        Files.writeString(folder.resolve("lines.txt"), "a\n", StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("lines.yaml"), """
                dataset_id: lines
                extract: { plugin: file, paths: [lines.txt] }
                parse: { plugin: test_lines }
                load: [{ plugin: jsonl }]
                run: { heartbeat: 20ms }
                lock: { plugin: watched }
                """, StandardCharsets.UTF_8);
    }

    private FetchReport fetch() throws InterruptedException {
        try (var etl = Etl.builder()
                .home(folder.resolve("home"))
                .plugin(new LinesFactory())
                .plugin(new WatchedLocks())
                .steps(this::renewals)
                .build()) {
            return etl.fetch(RunRequest.of(folder.resolve("lines.yaml")));
        }
    }

    /** A file takes as long as its lease is renewed three times in. */
    private void renewals(String step) {
        if (step.equals("verify")) {
            try {
                assertThat(renewed.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new EtlException(StandardError.SOURCE_UNAVAILABLE, "interrupted", "try again");
            }
        }
    }

    @Test
    void itIsRenewedAllTheWhile() throws InterruptedException {
        assertThat(fetch().problems()).isEmpty();
        assertThat(renewed.getCount()).isZero();
    }

    @Test
    void aFetchWhoseLeaseIsLostEndsWithIt() {
        given.set(false);

        assertThatThrownBy(this::fetch).hasMessageContaining("its lease was lost");
        assertThat(Thread.interrupted()).isFalse();
    }

    /** Gives every lease, and counts how often one is renewed. */
    private final class WatchedLocks implements PluginFactory<LockManager, PluginFactory.NoOptions> {
        @Override
        public Class<LockManager> kind() {
            return LockManager.class;
        }

        @Override
        public String name() {
            return "watched";
        }

        @Override
        public int apiLevel() {
            return API_LEVEL;
        }

        @Override
        public int revision() {
            return 1;
        }

        @Override
        public Class<PluginFactory.NoOptions> optionsType() {
            return PluginFactory.NoOptions.class;
        }

        @Override
        public LockManager create(PluginFactory.NoOptions options, PluginContext context) {
            return (name, owner, ttl) -> Optional.of(new WatchedLease());
        }
    }

    private final class WatchedLease implements Lease {
        @Override
        public long fence() {
            return 1;
        }

        @Override
        public boolean renew(Duration ttl) {
            renewed.countDown();
            return given.get();
        }

        @Override
        public void close() {}
    }
}
