package dev.tributary.etl.core.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FollowerTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS))
                .as("no thread follows on")
                .isTrue();
    }

    private Follower start(Consumer<Block> work) {
        var follower = new Follower(work);
        follower.start(threads);
        return follower;
    }

    private static Block block(int length) {
        return new Block(new byte[0], length, bytes -> {});
    }

    @Test
    void allBlocksAreDoneInOrderWhenDrained() throws Exception {
        var done = new ArrayList<Integer>();

        try (var follower = start(block -> done.add(block.length()))) {
            for (int i = 0; i < 10_000; i++) {
                follower.take(block(i));
            }
            follower.drain();
            assertThat(done).hasSize(10_000).isSorted();
            follower.take(block(10_000));
            follower.drain();
            assertThat(done).hasSize(10_001);
        }
    }

    @Test
    void aBlockIsReleasedWhenItsWorkIsDoneAndNotBefore() throws Exception {
        var go = new CountDownLatch(1);
        var released = new ArrayList<byte[]>();
        var bytes = new byte[1];

        try (var follower = start(block -> await(go))) {
            follower.take(new Block(bytes, 1, released::add));
            assertThat(released).isEmpty();
            go.countDown();
            follower.drain();
            assertThat(released).containsExactly(bytes);
        }
    }

    @Test
    void whatFailsIsMetByTheFeeder() throws Exception {
        try (var follower = start(FollowerTest::fail)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            follower.take(block(i));
                        }
                    })
                    .hasMessage("no digest");
            assertThatThrownBy(follower::drain).hasMessage("no digest");
        }
        try (var follower = start(FollowerTest::fail)) {
            follower.take(block(1));
            assertThatThrownBy(follower::drain).hasMessage("no digest");
        }
    }

    private static void fail(Block block) {
        throw new IllegalStateException("no digest");
    }

    @Test
    void aFeederThatWaitsCanBeInterrupted() throws Exception {
        var go = new CountDownLatch(1);
        try (var follower = start(block -> await(go))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            follower.take(block(i));
                        }
                    })
                    .isInstanceOf(InterruptedException.class);
            go.countDown();
        }
    }

    @Test
    void whatWaitsIsGivenUpWhenItIsClosed() throws Exception {
        var done = new ArrayList<Integer>();
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var follower = start(block -> {
            begun.countDown();
            await(go);
            done.add(block.length());
        });
        follower.take(block(1));
        begun.await();
        follower.take(block(2));

        threads.execute(go::countDown);
        follower.close();

        assertThat(done).isEqualTo(List.of(1));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
