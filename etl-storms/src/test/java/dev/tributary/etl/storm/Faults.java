package dev.tributary.etl.storm;

import dev.tributary.etl.spi.io.ObjectStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Wraps interfaces of the engine, so that calls go wrong as a test wants. */
final class Faults {
    private Faults() {}

    /** What becomes of a call. */
    @FunctionalInterface
    interface Twist {
        @Nullable
        Object call(@Nullable Object[] arguments, Real real) throws Throwable;
    }

    /** The call as it would have been. */
    @FunctionalInterface
    interface Real {
        @Nullable
        Object call(@Nullable Object... arguments) throws Throwable;
    }

    /** The same object, but for one method. */
    static <T> UnaryOperator<T> twisted(Class<T> type, String method, Twist twist) {
        return real -> type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, given) -> {
                    @Nullable Object[] arguments = given == null ? new Object[0] : given;
                    Real straight = args -> {
                        try {
                            return called.invoke(real, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    };
                    boolean meant = called.getName().equals(method) || method.equals("*");
                    return meant ? twist.call(arguments, straight) : straight.call(arguments);
                }));
    }

    /** How the n-th operation goes wrong. */
    enum Way {
        BEFORE,
        AFTER,
        HALT_BEFORE,
        HALT_AFTER
    }

    /** The process is gone: not an exception that anybody handles. */
    static final class Halted extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Lets the n-th operation of a store go wrong, once; after a halt nothing works any more, the ledger included. */
    static final class Plan {
        private final int failing;
        private final Way way;
        private final AtomicInteger count = new AtomicInteger();
        private volatile boolean halted;

        Plan(int failing, Way way) {
            this.failing = failing;
            this.way = way;
        }

        boolean happened() {
            return count.get() >= failing;
        }

        ObjectStore faulty(ObjectStore store) {
            return twisted(ObjectStore.class, "*", this::operation).apply(store);
        }

        /** For anything else of the process that halts. */
        @Nullable
        Object whileAlive(@Nullable Object[] arguments, Real real) throws Throwable {
            if (halted) {
                throw new Halted();
            }
            return real.call(arguments);
        }

        private @Nullable Object operation(@Nullable Object[] arguments, Real real) throws Throwable {
            if (count.incrementAndGet() != failing) {
                return whileAlive(arguments, real);
            }
            if (way == Way.AFTER || way == Way.HALT_AFTER) {
                real.call(arguments);
            }
            if (way == Way.BEFORE || way == Way.AFTER) {
                throw new IOException(way + " operation " + failing);
            }
            halted = true;
            throw new Halted();
        }
    }
}
