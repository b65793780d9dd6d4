package dev.tributary.etl.cli;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Handlers of SIGINT and SIGTERM. The JDK's own way, a shutdown hook, cannot see a second signal; {@code sun.misc.Signal} can, and javac warns of
 * every mention of it. So it is called by reflection. A JVM without it ends at the first signal, which the ledger survives as it does a crash.
 */
final class SignalHandlers implements AutoCloseable {
    /** A handler that was there before. */
    private record Replaced(Object signal, Object handler) {}

    private static final List<String> NAMES = List.of("INT", "TERM");

    private final List<Replaced> replaced = new ArrayList<>();

    private SignalHandlers() {}

    /** {@code received} gets a signal's number, on a thread of the JVM. */
    static SignalHandlers install(IntConsumer received) {
        SignalHandlers handlers = new SignalHandlers();
        NAMES.forEach(name -> handlers.handle(name, received));
        return handlers;
    }

    private void handle(String name, IntConsumer received) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = type.getConstructor(String.class).newInstance(name);
            int number = (int) type.getMethod("getNumber").invoke(signal);
            MethodHandle accept = MethodHandles.lookup()
                    .findVirtual(IntConsumer.class, "accept", MethodType.methodType(void.class, int.class))
                    .bindTo(received);
            MethodHandle handle =
                    MethodHandles.dropArguments(MethodHandles.insertArguments(accept, 0, number), 0, type);
            replaced.add(
                    new Replaced(signal, set(signal, MethodHandleProxies.asInterfaceInstance(handlerType, handle))));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // No such class in this JVM, or a signal that it keeps for itself: the JVM's own handling stays.
            return;
        }
    }

    /** The handler before. */
    private static Object set(Object signal, Object handler) throws ReflectiveOperationException {
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Method method = signal.getClass().getMethod("handle", signal.getClass(), handlerType);
        return method.invoke(null, signal, handler);
    }

    /** Puts the handlers back that were there before. */
    @Override
    public void close() {
        for (Replaced each : replaced) {
            try {
                set(each.signal(), each.handler());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot put a signal handler back", e);
            }
        }
    }
}
