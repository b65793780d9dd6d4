package dev.tributary.etl.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** What a child does when it reaches a step for the n-th time: it dies, or it makes a sign and waits until that is gone. Thread-safe. */
final class Stop implements Consumer<String> {
    private static final long LOOK_NANOS = 2_000_000;

    private final String step;
    private final int count;
    private final Optional<Path> sign;
    private final AtomicInteger reached = new AtomicInteger();

    private Stop(String step, int count, Optional<Path> sign) {
        this.step = step;
        this.count = count;
        this.sign = sign;
    }

    /** Of a child's arguments: step and count from {@code first} on, the URL of a ledger, and the path of a sign if there shall be one. */
    static Stop of(String[] arguments, int first) {
        var sign = arguments.length > first + 3 ? Optional.of(Path.of(arguments[first + 3])) : Optional.<Path>empty();
        return new Stop(arguments[first], Integer.parseInt(arguments[first + 1]), sign);
    }

    @Override
    public void accept(String name) {
        if (!name.equals(step) || reached.incrementAndGet() != count) {
            return;
        }
        sign.ifPresentOrElse(Stop::waitAt, () -> Runtime.getRuntime().halt(ChildJvm.KILLED));
    }

    private static void waitAt(Path sign) {
        try {
            Files.createFile(sign);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (Files.exists(sign)) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
