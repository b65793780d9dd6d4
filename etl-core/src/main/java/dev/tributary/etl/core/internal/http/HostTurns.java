package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.core.internal.transfer.Pauses;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** At most so many requests at one host at once, and so much time between the starts of two. Thread-safe. */
final class HostTurns {
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();
    private final Pauses pauses;

    HostTurns(Pauses pauses) {
        this.pauses = pauses;
    }

    /** Waits for a turn; the caller closes it when its answer is read. */
    Turn await(String host, Manners manners) throws InterruptedException {
        var entry = hosts.computeIfAbsent(host, h -> new Host());
        entry.enter(manners.connections());
        try {
            var wait = entry.untilNext(manners.pause());
            if (!wait.isZero()) {
                pauses.pause(wait);
            }
        } catch (InterruptedException | RuntimeException e) {
            entry.leave();
            throw e;
        }
        return new Turn(entry);
    }

    /** How a dataset treats its hosts. */
    record Manners(int connections, Duration pause) {}

    /** The right to one request, until it is closed. */
    static final class Turn implements AutoCloseable {
        private final Host host;
        private boolean over;

        private Turn(Host host) {
            this.host = host;
        }

        @Override
        public synchronized void close() {
            if (!over) {
                over = true;
                host.leave();
            }
        }
    }

    private static final class Host {
        private int active;
        private boolean asked;
        private long nextNanos;

        synchronized void enter(int most) throws InterruptedException {
            while (active >= most) {
                wait();
            }
            active++;
        }

        synchronized void leave() {
            active--;
            notifyAll();
        }

        /** How long to wait before the next request may start, and books its start. */
        synchronized Duration untilNext(Duration pause) {
            long now = System.nanoTime();
            long start = asked && nextNanos - now > 0 ? nextNanos : now;
            asked = true;
            nextNanos = start + pause.toNanos();
            return Duration.ofNanos(start - now);
        }
    }
}
