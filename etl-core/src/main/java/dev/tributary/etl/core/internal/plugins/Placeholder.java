package dev.tributary.etl.core.internal.plugins;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Stands for a component while a file is only checked: components need a run, and there is none yet. Refuses every call of its kind. */
final class Placeholder implements InvocationHandler {
    private final Class<?> kind;

    private Placeholder(Class<?> kind) {
        this.kind = kind;
    }

    static Object of(Class<?> kind) {
        return Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, new Placeholder(kind));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        // Collections and records call what every object has.
        return switch (method.getName() + "/" + method.getParameterCount()) {
            case "toString/0" -> "a " + PluginKinds.label(kind) + " that is not made yet";
            case "hashCode/0" -> System.identityHashCode(proxy);
            case "equals/1" -> arguments != null && proxy == arguments[0];
            default ->
                throw new IllegalStateException("Cannot call " + method.getName() + ": the " + PluginKinds.label(kind)
                        + " is not made yet; an options record may only keep it");
        };
    }
}
