package dev.tributary.etl.core.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedStreamTest {
    private static final Floor IMPATIENT = new Floor(10, Duration.ofMillis(50));

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS))
                .as("no thread reads on")
                .isTrue();
    }

    @Test
    void allBytesComeInOrder() throws Exception {
        var bytes = new byte[5_000_000];
        new Random(1).nextBytes(bytes);
        var read = new ByteArrayOutputStream();

        try (var watched = WatchedStream.start(new ByteArrayInputStream(bytes), Floor.DEFAULT, threads)) {
            for (var block = watched.next(); block != null; block = watched.next()) {
                read.write(block.bytes(), 0, block.length());
            }
            assertThat(watched.next()).isNull();
        }

        assertThat(read.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void whatTheSourceThrowsIsThrownBehindWhatItSent() throws Exception {
        var source = new InputStream() {
            private int left = 3;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("cut");
                }
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                bytes[from] = (byte) read();
                return 1;
            }
        };

        try (var watched = WatchedStream.start(source, Floor.DEFAULT, threads)) {
            for (int i = 0; i < 3; i++) {
                assertThat(watched.next()).isNotNull();
            }
            assertThatThrownBy(watched::next).isInstanceOf(IOException.class).hasMessage("cut");
        }
    }

    @Test
    void silenceIsGivenUp() throws Exception {
        try (var sender = new PipedOutputStream();
                var watched = WatchedStream.start(new PipedInputStream(sender), IMPATIENT, threads)) {
            assertThat(threads.submit(watched::next))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(StalledException.class);
        }
    }

    @Test
    void aReaderThatTakesItsTimeIsNoStall() {
        var pace = new Pace(new Floor(10, Duration.ofSeconds(1)));

        // However long it takes between reads, only waiting counts.
        for (int i = 0; i < 1_000; i++) {
            assertThat(pace.isStalled(1_000_000, 1)).isFalse();
        }
    }

    @Test
    void aTrickleIsAStall() {
        var pace = new Pace(new Floor(10, Duration.ofSeconds(1)));

        assertThat(pace.isStalled(500_000_000, 4)).isFalse();
        assertThat(pace.isStalled(500_000_000, 5)).isTrue();
        assertThat(pace.isStalled(500_000_000, 5)).isFalse();
        assertThat(pace.isStalled(500_000_000, 5)).isFalse();
    }

    @Test
    void pausesGrowToAMinute() {
        assertThat(Pauses.growing(Duration.ofSeconds(1), 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Pauses.growing(Duration.ofSeconds(1), 4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(Pauses.growing(Duration.ofSeconds(1), 40)).isEqualTo(Duration.ofMinutes(1));
    }
}
