package dev.tributary.etl.core.internal.plugins;

import dev.tributary.etl.spi.plugin.PluginFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plugin's code with the plugin's own loader as the thread's context class loader: libraries that look things up at run time (services,
 * XML, drivers) find the plugin's. Only for plugins that have a loader of their own; what they give back through an SPI interface is covered too.
 */
final class PluginCode implements InvocationHandler {
    private static final String SPI = "dev.tributary.etl.spi.";

    private final Object component;
    private final PluginLoader loader;

    private PluginCode(Object component, PluginLoader loader) {
        this.component = component;
        this.loader = loader;
    }

    /** Makes a component by a factory's code. */
    static <T> @Nullable T make(PluginFactory<T, ?> factory, Supplier<@Nullable T> making) {
        if (!(factory.getClass().getClassLoader() instanceof PluginLoader loader)) {
            return making.get();
        }
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            T made = making.get();
            return made == null || !isSpi(factory.kind())
                    ? made
                    : factory.kind().cast(covered(made));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The object, called through its public interfaces; itself when it is not of a plugin's code. */
    private static Object covered(Object made) {
        if (!(made.getClass().getClassLoader() instanceof PluginLoader loader)) {
            return made;
        }
        return Proxy.newProxyInstance(
                loader, interfaces(made.getClass()).toArray(Class<?>[]::new), new PluginCode(made, loader));
    }

    private static Set<Class<?>> interfaces(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> declared : at.getInterfaces()) {
                if (Modifier.isPublic(declared.getModifiers()) && !declared.isSealed()) {
                    found.add(declared);
                }
            }
        }
        return found;
    }

    private static boolean isSpi(Class<?> type) {
        return type.isInterface() && type.getName().startsWith(SPI);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("equals") && arguments != null && arguments.length == 1) {
            return proxy == arguments[0];
        }
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            var result = method.invoke(component, arguments);
            return result != null && isSpi(method.getReturnType()) ? covered(result) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
