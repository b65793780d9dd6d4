package dev.tributary.etl.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.internal.http.HostTurns.Manners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostTurnsTest {
    private static final Manners TWO = new Manners(2, Duration.ZERO);

    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final HostTurns turns = new HostTurns(pauses::add);

    @Test
    void aHostHasNoMoreRequestsAtOnceThanAllowed() throws Exception {
        var first = turns.await("a.example", TWO);
        var second = turns.await("a.example", TWO);
        turns.await("b.example", TWO).close();
        var third = new Thread(() -> take("a.example"));
        third.start();
        while (third.getState() != Thread.State.WAITING && third.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(third.isAlive()).as("it waits for a turn").isTrue();

        first.close();
        first.close();

        third.join();
        second.close();
        assertThat(pauses).isEmpty();
    }

    private void take(String host) {
        try {
            turns.await(host, TWO).close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTurnThatIsClosedTwiceIsOneTurn() throws Exception {
        var first = turns.await("a.example", TWO);
        first.close();
        first.close();
        turns.await("a.example", TWO);
        turns.await("a.example", TWO);
        var third = new Thread(() -> take("a.example"));
        third.setDaemon(true);
        third.start();
        while (third.getState() != Thread.State.WAITING && third.isAlive()) {
            Thread.onSpinWait();
        }

        assertThat(third.isAlive()).as("it waits for a turn").isTrue();
        third.interrupt();
    }
}
